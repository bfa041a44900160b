"""What the library's tests may need beyond Python; `needs` knows the browser already."""

import shutil

from requirements import PARTS

PARTS["libreoffice"] = (lambda: shutil.which("soffice"), "no soffice: install LibreOffice Writer")
