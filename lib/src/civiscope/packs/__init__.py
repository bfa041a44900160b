"""Packs: folders of YAML files that hold facts, read safely and written readably."""

from civiscope.packs.characters import forbidden_character
from civiscope.packs.limits import Limits
from civiscope.packs.nodes import (
    Entry,
    Location,
    Mapping,
    Node,
    PlainNode,
    Scalar,
    Sequence,
    plain,
)
from civiscope.packs.problems import PackInvalid, Problem
from civiscope.packs.reading import HEADER, SCHEME, Pack, Record, inspect_pack, read_pack
from civiscope.packs.writing import Document, dump_document, dump_records

__all__ = [
    "HEADER",
    "SCHEME",
    "Document",
    "Entry",
    "Limits",
    "Location",
    "Mapping",
    "Node",
    "Pack",
    "PackInvalid",
    "PlainNode",
    "Problem",
    "Record",
    "Scalar",
    "Sequence",
    "dump_document",
    "dump_records",
    "forbidden_character",
    "inspect_pack",
    "plain",
    "read_pack",
]
