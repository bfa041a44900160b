"""Identifiers of REFI-QDA files: the same for the same thing, every time it is written."""

import re
from uuid import UUID, uuid5

#: In which the identifiers of our files are named: the uuid5 of ``urn:civiscope:refi-qda`` in the
#: namespace of URLs of RFC 4122.
NAMESPACE = UUID("201a4570-1c3e-51df-8776-ce33335bb2d0")

_BARE = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
GUID = re.compile(rf"{_BARE}|\{{{_BARE}\}}")


def guid_of(kind: str, *names: str) -> str:
    """Return the identifier of something, from what it is and the names that tell it.

    Parameters
    ----------
    kind : str
        ``code``, ``source``, ``coder``…
    *names : str
        What tells it from others of its kind.

    Examples
    --------
    >>> from civiscope.coding.refi.guids import guid_of
    >>> guid_of("code", "tax") == guid_of("code", "tax") != guid_of("source", "tax")
    True
    """
    return str(uuid5(NAMESPACE, "\0".join((kind, *names))))


def bare(guid: str) -> str:
    """Return an identifier in the form by which identifiers are compared.

    Examples
    --------
    >>> from civiscope.coding.refi.guids import bare
    >>> bare("{0D62985D-B147-5D01-A9B5-CAE5DCD98342}")
    '0d62985d-b147-5d01-a9b5-cae5dcd98342'
    """
    return guid.strip().strip("{}").lower()
