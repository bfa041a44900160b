"""The script that makes the register of local authorities."""

import importlib.util
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from requirements import needs, real_data

ROOT = Path(__file__).parents[4]


@pytest.fixture(scope="module")
def tool():
    """Import the script, which is in no package."""
    path = ROOT / "tools" / "local_authorities.py"
    described = importlib.util.spec_from_file_location("local_authorities", path)
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def test_names_get_the_signs_of_french(tool):
    assert tool.typographic("CA de l'Ain ''Agglo''") == "CA de l’Ain «\u202fAgglo\u202f»"
    assert tool.typographic('CA "L\'Agglo"') == "CA «\u202fL’Agglo\u202f»"


def test_former_codes_lead_to_where_they_are_now_and_current_ones_nowhere(tool):
    entries = [
        {"code": "01001", "type": "commune-actuelle", "anciensCodes": ["01002", "01004"]},
        {"code": "01003", "type": "commune-actuelle", "anciensCodes": ["01002"]},
        {"code": "01001", "type": "commune-deleguee", "chefLieu": "01001"},
        {"code": "01005", "type": "commune-deleguee", "chefLieu": "01001"},
        {"code": "75101", "type": "arrondissement-municipal"},
    ]

    assert [(row["code"], row["parent"]) for row in tool.former_codes(entries)] == [
        ("01002", "01001"),
        ("01002", "01003"),
        ("01004", "01001"),
        ("01005", "01001"),
    ]


def test_what_was_written_is_read_as_it_was(tool, tmp_path):
    rows = [{"kind": "commune", "code": "01001", "population": None, "postal_codes": ["01400"]}]
    table = tool.pa.Table.from_pylist(rows, schema=tool.SCHEMA)

    tool.write(table, tmp_path / "register.parquet")

    read = pq.read_table(tmp_path / "register.parquet")
    assert read.equals(table)
    assert read.schema.metadata == table.schema.metadata


@needs("real-data")
def test_the_file_is_made_again_from_its_sources(tool):
    made, held = tool.made(real_data() / "territoires"), pq.read_table(tool.TARGET)

    assert held.equals(made)
    assert held.schema.metadata == made.schema.metadata
