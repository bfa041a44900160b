"""Checks of published shares, by those who doubt them."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED, Check, check_files, read_manifest
from civiscope.runs.coding.applied import read_applied
from civiscope.runs.coding.estimating import estimate_coded
from civiscope.runs.coding.prevalence import FORMAT, KIND, SHARES, check_same, share_cells
from civiscope.runs.coding.reading import read_table
from civiscope.runs.coding.sample import PublishedSample, read_sample
from civiscope.tables import IDENTIFIER
from civiscope.tables.writing import cell_of

_CODED, _GIVEN = "coded.csv", "1"


def verify_prevalence(
    folder: Path, *, coding: Path | None = None, sample: Path | None = None
) -> tuple[Check, ...]:
    """Check published shares.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.coding.prevalence.publish_prevalence` published.
    coding, sample : Path, optional
        The folders it was made from; with them, the share of each code is computed again from
        ``coded.csv``, what people coded. Without, files are compared with the manifest.

    Returns
    -------
    tuple of Check

    Raises
    ------
    InputNotFound
        Where there are no such shares in the folder.
    InputError
        Where they are of another form or their manifest damaged, one of both folders is missing,
        or the sample is of other contributions.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    checks = list(check_files(folder, manifest))
    if (coding is None) != (sample is None):
        raise InputError(
            "Expected the coding and the sample that shares were made from, and got one of both. "
            "Name the coding with --source, and the sample with --sample."
        )
    if coding is not None and sample is not None:
        checks += _estimated_again(folder, manifest, coding, sample)
    return tuple(checks)


def trace_prevalence(folder: Path, code: str) -> list[str]:
    """List the sampled contributions to which people gave a code.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.coding.prevalence.publish_prevalence` published.
    code : str
        As in ``prevalence.csv``.

    Returns
    -------
    list of str
        Contribution ids, in the order of the sample.

    Raises
    ------
    InputNotFound
        Where there are no such shares in the folder.
    InputError
        Where no code has that name, or the table cannot be read.
    """
    read_manifest(folder, kind=KIND, form=FORMAT)
    rows = read_table(folder / _CODED)
    known = [name for name in (rows[0] if rows else ()) if name != IDENTIFIER]
    if code not in known:
        close = get_close_matches(code, known, n=3)
        hint = f" Near: {', '.join(close)}." if close else ""
        raise InputError(f"Expected the name of a code, and found {code}.{hint}")
    return [row[IDENTIFIER] for row in rows if row[code] == _GIVEN]


def _estimated_again(
    folder: Path, manifest: Mapping[str, Any], coding: Path, sample: Path
) -> Iterator[Check]:
    applied, drawn = read_applied(coding), read_sample(sample)
    check_same(applied, drawn)
    codes = [code.code for code in applied.codebook.codes]
    try:
        coded = _coded(read_table(folder / _CODED), drawn, codes)
        level, by = float(manifest["level"]), [str(name) for name in manifest["by"]]
        published = {row["code"]: row for row in read_table(folder / "prevalence.csv")}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(DAMAGED) from error
    found = estimate_coded(applied, drawn, coded, by=by, level=level)
    for one in found.codes:
        cells = share_cells(one.shares)
        again = {name: str(cell_of(cells[name])) for name in SHARES}
        said = {name: published.get(one.code, {}).get(name) for name in SHARES}
        yield Check(
            what=f"share of {one.code}",
            holds=said == again,
            found=f"published {_interval(said)}, computed {_interval(again)}",
        )


def _coded(
    rows: list[dict[str, str]], drawn: PublishedSample, codes: list[str]
) -> NDArray[np.int8]:
    """Return what people coded in the order of the sample, -1 where nobody read."""
    said = {row[IDENTIFIER]: [int(row[code]) for code in codes] for row in rows}
    unread = [-1] * len(codes)
    return np.array([said.get(name, unread) for name in drawn.sample.identifiers], np.int8)


def _interval(cells: Mapping[str, str | None]) -> str:
    return f"{cells['combined']} ({cells['low']} to {cells['high']})"
