"""What a test may need beyond Python, and whether this machine has it.

``@needs("browser")`` skips a test, with the reason, where the part is missing. The variable
``CIVISCOPE_REQUIRE`` lists, separated by commas, the parts whose absence is a failure instead:
that is how continuous integration makes sure that nothing is skipped there.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str | None:
    """Find the browser to drive: CIVISCOPE_BROWSER, or the first one on the PATH."""
    named = os.environ.get("CIVISCOPE_BROWSER")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def real_data() -> Path:
    """Tell where the original data lie that the repository does not hold."""
    return Path(os.environ.get("CIVISCOPE_REAL_DATA", "real-data-not-named")).resolve()


def has_postgresql() -> bool:
    """Tell whether this run of the tests has PostgreSQL for its database."""
    return os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://"))


PARTS: dict[str, tuple[Callable[[], object], str]] = {
    "browser": (browser_path, f"no browser: install one of {', '.join(BROWSERS)}"),
    "gettext": (lambda: shutil.which("xgettext"), "no xgettext: install gettext"),
    "libreoffice": (lambda: shutil.which("soffice"), "no soffice: install libreoffice-writer"),
    "postgresql": (has_postgresql, "DATABASE_URL does not name a PostgreSQL database"),
    "real-data": (lambda: real_data().is_dir(), "CIVISCOPE_REAL_DATA does not name a folder"),
}


def needs(part: str) -> pytest.MarkDecorator:
    """Skip a test where a part is missing, unless CIVISCOPE_REQUIRE names that part."""
    is_present, reason = PARTS[part]
    required = os.environ.get("CIVISCOPE_REQUIRE", "").split(",")
    return pytest.mark.skipif(part not in required and not is_present(), reason=reason)
