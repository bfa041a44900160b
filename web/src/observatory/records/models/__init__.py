"""What every record has, the lists that belong to it, and its history."""

from observatory.records.models.history import LoadedDocument, Proposal, Revision
from observatory.records.models.parts import (
    Attachment,
    Citation,
    Figure,
    Label,
    Part,
    Relation,
    Statement,
)
from observatory.records.models.record import COMMON_PARTS, OldAddress, Record, Source

__all__ = [
    "COMMON_PARTS",
    "Attachment",
    "Citation",
    "Figure",
    "Label",
    "LoadedDocument",
    "OldAddress",
    "Part",
    "Proposal",
    "Record",
    "Relation",
    "Revision",
    "Source",
    "Statement",
]
