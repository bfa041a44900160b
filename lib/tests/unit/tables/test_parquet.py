import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.errors import InputError
from civiscope.tables import open_source


def test_columns_are_read_as_text(tmp_path, cells):
    at = dt.datetime(2019, 1, 22, 10, 30)  # noqa: DTZ001 -- Parquet often has no time zone
    columns = {
        "id": pa.array(["001", "2"]).dictionary_encode(),
        "n": pa.array([1, None]),
        "at": pa.array([at, None], pa.timestamp("s")),
        "large": pa.array(["a", "b"], pa.large_string()),
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")

    assert cells(tmp_path / "a.parquet") == [
        ("001", "1", "2019-01-22 10:30:00.000", "a"),
        ("2", None, None, "b"),
    ]


def test_a_column_of_lists_is_refused(tmp_path, cells):
    pq.write_table(pa.table({"id": ["1"], "text": [{"a": ["b"]}]}), tmp_path / "a.parquet")

    with pytest.raises(
        InputError, match="expected text or numbers in the column “text”, found the"
    ):
        cells(tmp_path / "a.parquet")


def test_a_damaged_file_is_refused(tmp_path, write, cells):
    pq.write_table(pa.table({"id": ["1" * 999]}), tmp_path / "a.parquet", compression="zstd")
    whole = (tmp_path / "a.parquet").read_bytes()

    with pytest.raises(InputError, match="expected a whole Parquet file, found one that is cut"):
        open_source(write("b.parquet", whole[:-20]))
    with pytest.raises(InputError, match="expected a whole Parquet file, found one that is cut"):
        cells(write("c.parquet", whole[:4] + bytes(30) + whole[34:]))
