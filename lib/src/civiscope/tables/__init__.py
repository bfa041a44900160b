"""Files of contributions, whatever their format, into one canonical form."""

from civiscope.tables.canonical import GROUP_ROWS
from civiscope.tables.columns import (
    AUTHOR,
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
from civiscope.tables.iramuteq import write_iramuteq
from civiscope.tables.platforms import PLATFORMS, Platform
from civiscope.tables.problems import ColumnNotFound, OutputFailed

__all__ = [
    "AUTHOR",
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
    "open_source",
    "read_batch",
    "read_batches",
    "read_contributions",
    "write_iramuteq",
]
