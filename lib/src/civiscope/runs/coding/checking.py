"""Checks of a published coding, by those who doubt it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from civiscope.errors import InputError
from civiscope.runs.checks import DAMAGED, Check, check_again, check_files, read_manifest
from civiscope.runs.coding.apply import Sources, apply_codebook
from civiscope.runs.coding.package import CODEBOOK, CODINGS, CONTRIBUTIONS, FORMAT, KIND, SHARES
from civiscope.runs.coding.reading import read_columns, read_table
from civiscope.runs.coding.settings import Settings
from civiscope.runs.executors import open_executor
from civiscope.tables import Columns

_IDENTIFIER, _CODE = "contribution_id", "code"


def verify(
    folder: Path, *, source: Path | None = None, taught: Sequence[Path] = ()
) -> tuple[Check, ...]:
    """Check a published coding.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.coding.apply.apply_codebook` published.
    source : Path, optional
        The file of contributions; with it, all is computed again and compared file by file.
        Without, files are compared with the manifest, and shares with the codings.
    taught : sequence of Path, optional
        The files of what people coded, if the machine learnt from them.

    Returns
    -------
    tuple of Check

    Raises
    ------
    InputNotFound
        Where there is no coding in the folder.
    InputError
        Where it is of another form or its manifest damaged, the source has not its columns, or
        the machine learnt and no codings are given.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    checks = [*check_files(folder, manifest), *_share_checks(folder)]
    if source is not None:
        checks += _computed_again(folder, manifest, source, taught)
    return tuple(checks)


def trace(folder: Path, code: str) -> list[str]:
    """List the contributions that have a code.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.coding.apply.apply_codebook` published.
    code : str
        As in ``shares.csv``.

    Returns
    -------
    list of str
        Contribution ids, in the order of their bytes.

    Raises
    ------
    InputNotFound
        Where there is no coding in the folder.
    InputError
        Where no code has that name, or the tables cannot be read.
    """
    read_manifest(folder, kind=KIND, form=FORMAT)
    return find_coded(folder, code)


def find_coded(folder: Path, code: str) -> list[str]:
    """List the contributions that have a code in the tables of a folder, as `trace` does.

    Raises
    ------
    InputError
        Where no code has that name, or the tables cannot be read.
    """
    known = [str(row[_CODE]) for row in read_table(folder / SHARES)]
    if code not in known:
        close = get_close_matches(code, known, n=3)
        hint = f" Near: {', '.join(close)}." if close else ""
        raise InputError(f"Expected the name of a code, and found {code}.{hint}")
    codings = read_columns(folder / CODINGS)
    return list(codings.filter(pc.equal(codings[_CODE], code))[_IDENTIFIER].to_pylist())


def _share_checks(folder: Path) -> list[Check]:
    """Count the answers of each code again, out of all that are published, and compare."""
    try:
        base = pq.read_metadata(folder / CONTRIBUTIONS).num_rows
    except (OSError, ValueError):
        return [_uncounted(f"{CONTRIBUTIONS} cannot be read")]
    return recount_shares(folder, base)


def recount_shares(folder: Path, base: int) -> list[Check]:
    """Count the answers of each code in the tables of a folder again, and compare.

    Parameters
    ----------
    folder : Path
        With ``codings.csv`` and ``shares.csv``.
    base : int
        How many contributions shares are of.
    """
    try:
        counts = Counter(read_columns(folder / CODINGS)[_CODE].to_pylist())
        rows = read_table(folder / SHARES)
        return [_compared(row, counts[row[_CODE]], base) for row in rows]
    except (InputError, KeyError, ValueError):
        return [_uncounted(f"{SHARES} or {CODINGS} cannot be read")]


def _uncounted(said: str) -> Check:
    return Check(what="share of each code", holds=False, found=said)


def _compared(row: dict[str, str], counted: int, base: int) -> Check:
    published = (int(row["answers"]), int(row["base"]), float(row["share"]))
    return Check(
        what=f"share of {row[_CODE]}",
        holds=published[:2] == (counted, base) and f"{counted / base:.6g}" == f"{published[2]:.6g}",
        found=f"published {row['answers']} of {row['base']}, counted {counted} of {base}",
    )


def _computed_again(
    folder: Path, manifest: dict[str, Any], source: Path, taught: Sequence[Path]
) -> Iterator[Check]:
    try:
        settings = Settings(**manifest["settings"])
        columns = Columns(**manifest["columns"] | {"by": tuple(manifest["columns"]["by"])})
        platform, sealed = manifest["platform"], manifest["source"]["sha256"]
        n_taught = len(manifest["taught"])
    except (KeyError, TypeError) as error:
        raise InputError(DAMAGED) from error
    if n_taught != len(taught):
        raise InputError(
            f"Expected the {n_taught} files of codings that the machine learnt from, and got "
            f"{len(taught)}. Name each with --learn."
        )
    with TemporaryDirectory() as place, open_executor() as executor:
        again = Path(place, "again")
        sources = Sources(
            answers=source,
            codebook=folder / CODEBOOK,
            columns=columns,
            platform=platform,
            taught=tuple(taught),
        )
        apply_codebook(sources, again, executor=executor, settings=settings)
        is_same = read_manifest(again, kind=KIND, form=FORMAT)["source"]["sha256"] == sealed
        said = "the same contributions" if is_same else "other contributions, or other columns"
        yield Check(what="source", holds=is_same, found=said)
        yield from check_again(again, manifest)
