"""Files of contributions, whatever their format, into one canonical form."""

from civiscope.tables.canonical import GROUP_ROWS
from civiscope.tables.columns import (
    AUTHOR,
    CANONICAL,
    DATE,
    IDENTIFIER,
    QUESTION,
    TEXT,
    Columns,
    Contributions,
    SetAside,
)
from civiscope.tables.contributions import (
    Limits,
    open_source,
    read_batch,
    read_batches,
    read_contributions,
)
from civiscope.tables.files import find_digest
from civiscope.tables.iramuteq import write_iramuteq
from civiscope.tables.platforms import PLATFORMS, Platform
from civiscope.tables.problems import ColumnNotFound, OutputFailed

__all__ = [
    "AUTHOR",
    "CANONICAL",
    "DATE",
    "GROUP_ROWS",
    "IDENTIFIER",
    "PLATFORMS",
    "QUESTION",
    "TEXT",
    "ColumnNotFound",
    "Columns",
    "Contributions",
    "Limits",
    "OutputFailed",
    "Platform",
    "SetAside",
    "find_digest",
    "open_source",
    "read_batch",
    "read_batches",
    "read_contributions",
    "write_iramuteq",
]
