"""The register of local authorities, as ``tools/local_authorities.py`` wrote it."""

from functools import cache
from importlib.resources import files
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

FILE: Final = "local_authorities.parquet"


@cache
def register_table() -> pa.Table:
    """Return the whole register; it is read when it is first asked for."""
    path = files("civiscope.territory") / FILE
    with path.open("rb") as file:
        return pq.read_table(file)


def rows_of(kind: str, *columns: str) -> pa.Table:
    """Return some columns of the authorities of one kind, in the order of their codes."""
    table = register_table()
    return table.filter(pc.equal(table["kind"], kind)).select(list(columns))


@cache
def register_source() -> dict[str, str]:
    """Return where the register comes from.

    Returns
    -------
    dict of str to str
        Its ``source``, its ``vintage``, its ``licence``, and what it was ``made_by``.

    Examples
    --------
    >>> from civiscope.territory import register_source
    >>> register_source()["licence"]
    'Licence Ouverte 2.0'
    """
    held = register_table().schema.metadata
    return {key.decode(): value.decode() for key, value in sorted(held.items())}
