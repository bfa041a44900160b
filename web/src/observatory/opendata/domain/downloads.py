"""The public pack as one file to download, made once for each state of the data."""

import tempfile
import zipfile
from pathlib import Path

from django.conf import settings

from observatory.opendata.domain.dump import dump_pack
from observatory.opendata.domain.state import data_state

NAME = "observatory-public"
# The same pack gives the same archive: dates of files say nothing here. ZIP begins in 1980.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def public_pack() -> Path:
    """Return the archive of the public pack as the data stand now.

    Archives of earlier states are deleted, since they may hold what was withdrawn.
    """
    folder = Path(settings.DOWNLOADS_ROOT)
    archive = folder / f"{NAME}-{data_state().tag}.zip"
    if not archive.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for older in folder.glob(f"{NAME}-*.zip"):
            older.unlink(missing_ok=True)
        _make(archive)
    return archive


def _make(archive: Path) -> None:
    with tempfile.TemporaryDirectory(dir=archive.parent) as name:
        pack = Path(name) / NAME
        dump_pack(pack)
        partial = Path(name) / archive.name
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as made:
            for path in sorted(path for path in pack.rglob("*") if path.is_file()):
                info = zipfile.ZipInfo(f"{NAME}/{path.relative_to(pack).as_posix()}", _MOMENT)
                info.compress_type = zipfile.ZIP_DEFLATED
                with path.open("rb") as source, made.open(info, "w") as target:
                    while chunk := source.read(1 << 20):
                        target.write(chunk)
        partial.replace(archive)
