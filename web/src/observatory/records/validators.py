"""Checks on what people give us."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from observatory.records.enums import Absence

# Slides and recordings of a day fit; a video archive goes to a video server.
ATTACHMENT_MAX_BYTES = 50 * 1024 * 1024
# What a file must begin with, so that a page of script is not served as a picture.
SIGNATURES = {
    ".pdf": (b"%PDF-",),
    ".odp": (b"PK\x03\x04",),
    ".ods": (b"PK\x03\x04",),
    ".odt": (b"PK\x03\x04",),
    ".pptx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3"),
    ".ogg": (b"OggS",),
    ".csv": (b"",),
}


def validate_absences(absences: object) -> None:
    """Refuse anything but {field: "none" | "not_applicable"}."""
    if not isinstance(absences, dict) or not set(absences.values()) <= set(Absence.values):
        raise ValidationError(_("Expected a field and “none” or “not_applicable” for each."))


def validate_attachment(file: "File[bytes]") -> None:
    """Refuse a file that is too large or is not what its name says."""
    if file.size > ATTACHMENT_MAX_BYTES:
        message = _("The file is too large: at most %(limit)d MB.")
        raise ValidationError(message, params={"limit": ATTACHMENT_MAX_BYTES // 1024**2})
    signatures = SIGNATURES.get(PurePath(file.name or "").suffix.lower())
    if signatures is None:
        message = _("Expected a file of one of these types: %(types)s.")
        raise ValidationError(message, params={"types": ", ".join(SIGNATURES)})
    is_stored = file.closed  # opened here only to be looked into
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if is_stored:
        file.close()
    if not head.startswith(signatures):
        raise ValidationError(_("The content of the file is not what its name says."))
