import pyarrow as pa
import pytest

MASK = 2**64 - 1


def naive_hash(name):
    state = 0xCBF29CE484222325
    for letter in name.encode():
        state = (state ^ letter) * 0x100000001B3 & MASK
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB & MASK
    return max(1, state ^ (state >> 31))


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_strings_are_hashed_by_their_bytes(engine, kind):
    names = ["Ada", "ada", "", "Zoé", "Ada"]

    hashes = engine.units.hash_strings(pa.array(names, kind))

    assert hashes.tolist() == [naive_hash(name) for name in names]


def test_slices_are_hashed_as_they_stand(engine):
    hashes = engine.units.hash_strings(pa.array(["ana", "ben", "cléo"]).slice(1, 2))

    assert hashes.tolist() == [naive_hash("ben"), naive_hash("cléo")]


def test_no_strings_have_no_hashes(engine):
    assert engine.units.hash_strings(pa.array([], pa.string())).tolist() == []
