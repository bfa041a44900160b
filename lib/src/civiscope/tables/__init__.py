"""Files of contributions, whatever their format, into one canonical form."""

from civiscope.tables.canonical import GROUP_ROWS
from civiscope.tables.columns import (
    AUTHOR,
    CANONICAL,
    COMMUNE,
    DATE,
    DEPARTMENT,
    IDENTIFIER,
    PLACES,
    POSTAL_CODE,
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
from civiscope.tables.statements import Panel, Statements, read_panel, read_statements
from civiscope.tables.votes import VOTE_PLATFORMS, VoteColumns, Votes, in_name_order, read_votes

__all__ = [
    "AUTHOR",
    "CANONICAL",
    "COMMUNE",
    "DATE",
    "DEPARTMENT",
    "GROUP_ROWS",
    "IDENTIFIER",
    "PLACES",
    "PLATFORMS",
    "POSTAL_CODE",
    "QUESTION",
    "TEXT",
    "VOTE_PLATFORMS",
    "ColumnNotFound",
    "Columns",
    "Contributions",
    "Limits",
    "OutputFailed",
    "Panel",
    "Platform",
    "SetAside",
    "Statements",
    "VoteColumns",
    "Votes",
    "find_digest",
    "in_name_order",
    "open_source",
    "read_batch",
    "read_batches",
    "read_contributions",
    "read_panel",
    "read_statements",
    "read_votes",
    "write_iramuteq",
]
