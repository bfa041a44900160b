import random

import pyarrow as pa
import pytest

from civiscope.tables.sorting import sort_batches


def batch(*keys):
    return pa.record_batch([pa.array(keys, pa.string()), pa.array(keys, pa.string())], ["k", "v"])


def rows(batches):
    return [tuple(row.values()) for found in batches for row in found.to_pylist()]


def test_nothing_is_sorted_to_nothing(tmp_path):
    assert rows(sort_batches([], tmp_path, memory_bytes=100)) == []


@pytest.mark.parametrize("memory_bytes", [1, 100, 1_000, 10_000, 1_000_000])
@pytest.mark.parametrize("size", [1, 7, 200])
def test_rows_are_sorted_in_any_memory(tmp_path, memory_bytes, size):
    keys = [f"clé {number}" for number in range(200)]
    random.Random(4).shuffle(keys)  # noqa: S311 -- a test
    batches = [batch(*keys[begin : begin + size]) for begin in range(0, 200, size)]

    found = rows(sort_batches(batches, tmp_path, memory_bytes=memory_bytes))

    assert found == [(key, key) for key in sorted(keys)]


def test_equal_keys_of_several_runs_come_together(tmp_path):
    batches = [batch("b", "a"), batch("a", "c"), batch("a", "a")]

    found = rows(sort_batches(batches, tmp_path, memory_bytes=1))

    assert [key for key, _ in found] == ["a", "a", "a", "a", "b", "c"]


def test_an_error_while_reading_is_passed_on(tmp_path):
    def failing():
        yield batch("a")
        yield batch("b")
        message = "read no further"
        raise ValueError(message)

    with pytest.raises(ValueError, match="read no further"):
        rows(sort_batches(failing(), tmp_path, memory_bytes=1))
