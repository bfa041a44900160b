"""What may be published of counts of people: small cells, zeros, and what others give away.

A table of counts is protected with every table that it is linked to. Cells under a threshold are
suppressed, and so is the answer of a whole group; then as many others as it takes for no sum to
give them back. `audit` proves it: it finds, from everything that is published, the least and the
most that each suppressed cell may be.
"""

from civiscope.disclosure.anonymity import RareCombination, find_rare, mask_rare
from civiscope.disclosure.bounds import FeasibleInterval, audit
from civiscope.disclosure.protection import protect
from civiscope.disclosure.rules import THRESHOLD, WIDTH
from civiscope.disclosure.tables import Axis, CountTable, ProtectedTable, Reason, Records, Tie

__all__ = [
    "THRESHOLD",
    "WIDTH",
    "Axis",
    "CountTable",
    "FeasibleInterval",
    "ProtectedTable",
    "RareCombination",
    "Reason",
    "Records",
    "Tie",
    "audit",
    "find_rare",
    "mask_rare",
    "protect",
]
