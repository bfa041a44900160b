"""Make the register of French local authorities that `civiscope.territory` holds.

    .venv/bin/python tools/local_authorities.py FOLDER

writes ``lib/src/civiscope/territory/local_authorities.parquet`` again. FOLDER holds
``communes.json.gz``, ``epci.json.gz``, ``departements.json.gz`` and ``regions.json.gz`` of the npm
package ``@etalab/decoupage-administratif``, each compressed with gzip.

One row is one authority, or one code that is no longer one: see `SCHEMA`. What the sources say
twice is kept once: the population of an EPCI is that of its communes, whose list of the DGCL has
an earlier census. Left out are SIREN numbers of communes, districts (*arrondissements*), and the
établissements publics territoriaux of Grand Paris, which levy no tax of their own.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

Entry: TypeAlias = Mapping[str, Any]
Row: TypeAlias = dict[str, object]

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "lib" / "src" / "civiscope" / "territory" / "local_authorities.parquet"

ABOUT = {
    "source": (
        "@etalab/decoupage-administratif 6.0.0, from INSEE (code officiel géographique, "
        "populations), DGCL (EPCI) and La Poste (postal codes)"
    ),
    "vintage": (
        "Code officiel géographique 2026; populations municipales at 1 January 2023, but Mayotte: "
        "census of 2017; overseas collectivities: their own censuses"
    ),
    "licence": "Licence Ouverte 2.0",
    "made_by": "tools/local_authorities.py",
}

SCHEMA = pa.schema(
    [
        # region, department, collectivity (overseas, of no region), intercommunality, commune,
        # district (of Paris, Lyon, Marseille), former (a code that was a commune's).
        pa.field("kind", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        # A département's region, a commune's département or collectivity, a district's commune,
        # the commune that a former code is in now.
        pa.field("parent", pa.string()),
        pa.field("intercommunality", pa.string()),
        pa.field("nature", pa.string()),  # of an intercommunality: CC, CA, CU, METRO, MET69
        pa.field("population", pa.int32()),
        pa.field("postal_codes", pa.list_(pa.string())),
    ],
    metadata=ABOUT,
)

OVERSEAS_COLLECTIVITY = "com"
CURRENT, DISTRICT = "commune-actuelle", "arrondissement-municipal"
PART = frozenset(("commune-deleguee", "commune-associee"))


def made(folder: Path) -> pa.Table:
    """Return the register: kind after kind, each in the order of codes."""
    communes = read(folder, "communes")
    intercommunalities = read(folder, "epci")
    rows = [
        *regions(read(folder, "regions")),
        *departments(read(folder, "departements")),
        *({"kind": "intercommunality", **one} for one in map(intercommunality, intercommunalities)),
        *current_communes(communes, members(intercommunalities)),
        *districts(communes),
        *former_codes(communes),
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def read(folder: Path, name: str) -> list[Entry]:
    """Return the entries of a file in the order of codes."""
    text = gzip.decompress((folder / f"{name}.json.gz").read_bytes())
    return sorted(json.loads(text), key=lambda entry: entry["code"])


def regions(entries: Sequence[Entry]) -> Iterator[Row]:
    """Give the 18 regions; the source has one more for each overseas collectivity."""
    for entry in entries:
        if entry["zone"] != OVERSEAS_COLLECTIVITY:
            yield {"kind": "region", "code": entry["code"], "name": typographic(entry["nom"])}


def departments(entries: Sequence[Entry]) -> Iterator[Row]:
    """Give the 101 départements, then what lies overseas and is none."""
    for entry in sorted(entries, key=lambda entry: entry["zone"] == OVERSEAS_COLLECTIVITY):
        row = {"code": entry["code"], "name": typographic(entry["nom"])}
        if entry["zone"] == OVERSEAS_COLLECTIVITY:
            yield {"kind": "collectivity", **row}
        else:
            yield {"kind": "department", "parent": entry["region"], **row}


def intercommunality(entry: Entry) -> Row:
    """Return an EPCI with taxes of its own (*à fiscalité propre*)."""
    return {"code": entry["code"], "name": typographic(entry["nom"]), "nature": entry["type"]}


def members(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the code of the EPCI of each commune that is in one."""
    return {member["code"]: entry["code"] for entry in entries for member in entry["membres"]}


def current_communes(entries: Sequence[Entry], epci_of: Mapping[str, str]) -> Iterator[Row]:
    """Give the communes; uninhabited territories have no population."""
    for entry in entries:
        if entry["type"] == CURRENT:
            yield {
                "kind": "commune",
                "code": entry["code"],
                "name": typographic(entry["nom"]),
                "parent": entry["departement"],
                "intercommunality": epci_of.get(entry["code"]),
                "population": entry.get("population"),
                "postal_codes": sorted(entry.get("codesPostaux", [])),
            }


def districts(entries: Sequence[Entry]) -> Iterator[Row]:
    """Give the municipal districts of Paris, Lyon and Marseille."""
    for entry in entries:
        if entry["type"] == DISTRICT:
            yield {
                "kind": "district",
                "code": entry["code"],
                "name": typographic(entry["nom"]),
                "parent": entry["commune"],
                "population": entry["population"],
                "postal_codes": sorted(entry["codesPostaux"]),
            }


def former_codes(entries: Sequence[Entry]) -> Iterator[Row]:
    """Give the codes that are no commune's any more, each with the commune it is in now.

    Two communes that were split among several have a row for each.
    """
    current = {entry["code"] for entry in entries if entry["type"] == CURRENT}
    pairs = {
        *((old, e["code"]) for e in entries if e["type"] == CURRENT for old in _old_codes(e)),
        *((entry["code"], entry["chefLieu"]) for entry in entries if entry["type"] in PART),
    }
    for old, new in sorted(pairs):
        if old not in current:
            yield {"kind": "former", "code": old, "parent": new}


def _old_codes(entry: Entry) -> Sequence[str]:
    codes: Sequence[str] = entry.get("anciensCodes", ())
    return codes


def typographic(name: str) -> str:
    """Return a name with the apostrophes and quotation marks of French."""
    quoted = re.sub(r"(?:''|\")(.*?)(?:''|\")", "«\u202f\\1\u202f»", name)
    return quoted.replace("'", "’")


def write(table: pa.Table, path: Path) -> None:
    """Write the register as small as it gets, and the same each time with one version of Arrow."""
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=[
            "kind",
            "parent",
            "intercommunality",
            "nature",
            "postal_codes.list.element",
        ],
        column_encoding={
            "code": "DELTA_BYTE_ARRAY",
            "name": "DELTA_LENGTH_BYTE_ARRAY",
            "population": "BYTE_STREAM_SPLIT",
        },
        write_statistics=False,
    )


if __name__ == "__main__":
    write(made(Path(sys.argv[1])), TARGET)
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")
