"""What `civiscope coding apply` published, read for those who build on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from civiscope.coding.codebook import Codebook
from civiscope.coding.codebook_files import read_codebook
from civiscope.errors import InputError
from civiscope.runs.checks import check_files, read_manifest
from civiscope.runs.coding.package import (
    CODEBOOK,
    CODINGS,
    CONTRIBUTIONS,
    FORMAT,
    KIND,
    LEARNT,
    SCORES,
)
from civiscope.tables import IDENTIFIER, TEXT, open_source
from civiscope.tables.problems import column_not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Codes of contributions, by their places.

    Attributes
    ----------
    unit, code : ndarray of int64, shape (n_marks,)
        The place of the contribution and of the code.
    score : ndarray of float64, shape (n_marks,)
        What the machine gives, in [0, 1].
    """

    unit: NDArray[np.int64]
    code: NDArray[np.int64]
    score: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedCoding:
    """A codebook that a machine applied to all contributions.

    Attributes
    ----------
    folder : Path
        Where it is published.
    manifest : mapping
        What seals it.
    codebook : Codebook
        The codes.
    identifiers : pyarrow.StringArray, shape (n_contributions,)
        Of all contributions, in the order of the folder.
    """

    folder: Path
    manifest: Mapping[str, Any]
    codebook: Codebook
    identifiers: pa.StringArray

    def __len__(self) -> int:
        """Return how many contributions there are."""
        return len(self.identifiers)

    @property
    def variables(self) -> tuple[str, ...]:
        """The columns that contributions may be compared by."""
        names = pq.read_schema(self.folder / CONTRIBUTIONS).names
        return tuple(name for name in names if name not in (IDENTIFIER, TEXT))

    @property
    def language(self) -> str:
        """The language of the contributions."""
        return str(self.manifest.get("settings", {}).get("language", "fr"))

    @property
    def title(self) -> str:
        """What was coded; empty where nobody said."""
        return str(self.manifest.get("settings", {}).get("title", ""))

    def texts_of(self, identifiers: Sequence[str]) -> list[str]:
        """Return the texts of some contributions, in their order."""
        texts = self._column(TEXT)
        return [
            text or "" for text in texts.take(pa.array(self.places_of(identifiers))).to_pylist()
        ]

    def values_of(self, variable: str) -> list[str]:
        """Return the value of each contribution in a variable; empty where it is unknown."""
        if variable not in self.variables:
            raise column_not_found(CONTRIBUTIONS, variable, self.variables)
        return [value or "" for value in self._column(variable).to_pylist()]

    def places_of(self, identifiers: Sequence[str]) -> NDArray[np.int64]:
        """Return the places of some contributions; raise where one is unknown."""
        places = pc.index_in(pa.array(identifiers, pa.string()), value_set=self.identifiers)
        if places.null_count:
            raise InputError(
                f"Expected contributions of {self.folder}, got {places.null_count} others. Name "
                "the folder that the sample was drawn from."
            )
        return np.asarray(places, dtype=np.int64)

    def learnt_places(self) -> NDArray[np.int64]:
        """Return the places of the contributions that the machine learnt from."""
        return self.places_of([str(name) for name in self.manifest.get(LEARNT, ())])

    def read_scores(self) -> Marks:
        """Read all scores that were kept; the others count as 0."""
        return self._marks(pq.read_table(self.folder / SCORES))

    def read_codes(self) -> Marks:
        """Read the codes that the machine gives."""
        source = open_source(self.folder / CODINGS)
        batches = source.batches((IDENTIFIER, "code", "score"))
        schema = pa.schema({name: pa.string() for name in (IDENTIFIER, "code", "score")})
        return self._marks(pa.Table.from_batches(batches, schema))

    def _marks(self, table: pa.Table) -> Marks:
        codes = pa.array([code.code for code in self.codebook.codes], pa.string())
        unit = pc.index_in(table[IDENTIFIER], value_set=self.identifiers)
        code = pc.index_in(table["code"], value_set=codes)
        if unit.null_count or code.null_count:
            raise InputError(
                f"Expected codes of the contributions of {self.folder}, got others. Apply the "
                "codebook again."
            )
        return Marks(
            unit=unit.to_numpy().astype(np.int64),
            code=code.to_numpy().astype(np.int64),
            score=table["score"].cast(pa.float64()).to_numpy(),
        )

    def _column(self, name: str) -> pa.ChunkedArray:
        return pq.read_table(self.folder / CONTRIBUTIONS, columns=[name])[name]


def read_applied(folder: Path) -> AppliedCoding:
    """Read a published coding.

    Parameters
    ----------
    folder : Path
        What `civiscope coding apply` published.

    Returns
    -------
    AppliedCoding

    Raises
    ------
    InputNotFound
        Where there is no coding in the folder.
    InputError
        Where it is damaged, or a file is not as it was published.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    changed = [check.what for check in check_files(folder, manifest) if not check.holds]
    needed = {CONTRIBUTIONS, CODEBOOK, CODINGS, SCORES}
    if (damaged := needed & {*changed}) or (damaged := needed - {*manifest["files"]}):
        raise InputError(
            f"Expected {', '.join(sorted(damaged))} in {folder} as published, got another or none. "
            "Apply the codebook again."
        )
    identifiers = pq.read_table(folder / CONTRIBUTIONS, columns=[IDENTIFIER])[IDENTIFIER]
    return AppliedCoding(
        folder=folder,
        manifest=manifest,
        codebook=read_codebook(folder / CODEBOOK),
        identifiers=identifiers.combine_chunks(),
    )
