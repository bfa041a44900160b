import resource
import signal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.tables import Limits, OutputFailed, canonical, read_batch, read_batches
from civiscope.tables.canonical import groups, read_dates

HEADER = ("id", "text", "author", "at", "age")
ROWS = [
    ("b", "Moins de voitures", "u1", "2019-01-22", "30"),
    ("a", "Plus d'arbres", "", "22/01/2019 10:30", ""),
    ("é", 'Du "pain"\n;,', "u2", "", "40"),
    ("001", "", "u1", "2019-01-22T10:30:00+0100", "30"),
]
NAMES = {"identifier": "id", "text": "text", "author": "author", "date": "at", "by": ("age",)}


def test_contributions_are_sorted_in_the_order_of_bytes(write_rows, read_rows):
    assert read_rows(write_rows("a.csv", HEADER, ROWS), **NAMES) == [
        ("001", "", "u1", "2019-01-22T10:30:00+0100", "30"),
        ("a", "Plus d'arbres", None, "2019-01-22T10:30", None),
        ("b", "Moins de voitures", "u1", "2019-01-22", "30"),
        ("é", 'Du "pain"\n;,', "u2", None, "40"),
    ]


@pytest.mark.parametrize(
    "name", ["a.csv", "a.tsv", "a.jsonl", "a.json", "a.xlsx", "a.parquet", "a.csv.gz"]
)
def test_the_bytes_depend_neither_on_the_order_nor_on_the_format(write_rows, read, name):
    expected = read(write_rows("first.csv", HEADER, ROWS), **NAMES).path.read_bytes()

    written = {
        read(write_rows(name, HEADER, rows), name="other.parquet", **NAMES).path.read_bytes()
        for rows in (ROWS, ROWS[::-1], ROWS[2:] + ROWS[:2])
    }

    assert written == {expected}


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cc", "Cs"])
    | st.just("\n"),
    max_size=8,
)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.from_regex(r"[a-zé0-9]{1,4}", fullmatch=True), TEXTS, TEXTS),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[0],
    ),
    st.randoms(use_true_random=False),
    st.sampled_from(["b.csv", "b.jsonl", "b.parquet"]),
)
def test_the_same_rows_give_the_same_bytes(write_rows, read, rows, random, name):
    names = {"identifier": "id", "text": "text", "author": "who"}
    header = ("id", "text", "who")
    first = read(write_rows("a.csv", header, rows), **names).path.read_bytes()

    shuffled = random.sample(rows, len(rows))
    second = read(write_rows(name, header, shuffled), name="d.parquet", **names)

    assert second.path.read_bytes() == first


def test_row_groups_are_of_one_size(write_rows, read, monkeypatch):
    monkeypatch.setattr(canonical, "GROUP_ROWS", 4)
    rows = [(f"{number:02}", "text") for number in range(10)]

    path = read(write_rows("a.csv", ("id", "text"), rows)).path

    metadata = pq.read_metadata(path)
    assert [metadata.row_group(group).num_rows for group in range(3)] == [4, 4, 2]
    assert metadata.row_group(0).column(1).compression == "ZSTD"
    assert read_batch(path, 2, ("contribution_id",)).to_pydict() == {
        "contribution_id": ["08", "09"]
    }
    assert read_batch(path, 0).num_columns == 2
    assert [len(batch) for batch in read_batches(path, ("text",))] == [10]


@pytest.mark.parametrize("sizes", [[10], [1] * 10, [3, 4, 3], [4, 4, 2], [9, 1], [0, 8]])
def test_groups_do_not_depend_on_the_batches(sizes, monkeypatch):
    monkeypatch.setattr(canonical, "GROUP_ROWS", 4)
    schema = pa.schema([("n", pa.string())])
    batches = [pa.record_batch([pa.array(["a"] * size)], schema=schema) for size in sizes]

    found = [len(group) for group in groups(batches)]

    assert found == ([4, 4, 2] if sum(sizes) == 10 else [4, 4])


def test_the_schema_tells_what_is_never_missing(write_rows, read):
    schema = pq.read_schema(read(write_rows("a.csv", HEADER, ROWS), **NAMES).path)

    assert {field.name: field.nullable for field in schema} == {
        "contribution_id": False,
        "text": False,
        "author": True,
        "date": True,
        "age": True,
    }
    assert {str(field.type) for field in schema} == {"string"}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019-01-22", "2019-01-22"),
        ("2019-01-22 10:30:00", "2019-01-22T10:30:00"),
        ("2019-01-22 10:30:00.000", "2019-01-22T10:30:00"),
        ("2019-01-22T10:30:00.000Z", "2019-01-22T10:30:00Z"),
        ("2019-01-22T10:30:00.120Z", "2019-01-22T10:30:00.120Z"),
        ("2019-01-22 00:00:00", "2019-01-22"),
        ("22/01/2019", "2019-01-22"),
        ("22/01/2019 10:30", "2019-01-22T10:30"),
        ("1548149400000", "2019-01-22T09:30:00"),
        ("2019-13-22", None),
        ("2019-02-30", None),
        ("2019-01-22 soon", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_dates_are_written_in_one_way(date, expected):
    dates, unreadable = read_dates(pa.array([date], pa.string()))

    assert (dates.to_pylist(), unreadable) == ([expected], int(bool(date) and expected is None))


def test_nul_characters_are_removed_and_counted(write, read):
    contributions = read(write("a.csv", b"id,text\n1,a\0b" + b" " * 99 + b"\n\x002,\0\n"))

    assert contributions.set_aside.nul_characters == 3
    assert contributions.set_aside.without_text == 1
    assert pq.read_table(contributions.path)["contribution_id"].to_pylist() == ["1", "2"]


def test_repeated_identifiers_are_refused(write_rows, read, tmp_path):
    rows = [(identifier, "text") for identifier in "ccaaabbdde"]

    with pytest.raises(InputError) as caught:
        read(write_rows("a.csv", ("id", "text"), rows))

    assert str(caught.value) == (
        "a.csv: expected one identifier for each row, found 5 rows that repeat the identifier of"
        " another: “a”, “b”, “c”. Give each row one of its own, or leave repeated rows out."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_an_identifier_repeated_across_groups_is_refused(write_rows, read, monkeypatch):
    monkeypatch.setattr(canonical, "GROUP_ROWS", 1)

    with pytest.raises(InputError, match="found 1 rows that repeat the identifier of another: “a”"):
        read(write_rows("a.csv", ("id", "text"), [("a", "x"), ("b", "y"), ("a", "z")]))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.jsonl"])
def test_a_row_without_identifier_is_refused(write_rows, read, tmp_path, name):
    rows = [("1", "secret"), ("", "secret"), ("3", "secret")]

    with pytest.raises(InputError) as caught:
        read(write_rows(name, ("id", "text"), rows))

    assert str(caught.value) == (
        f"{name}, row 2: expected an identifier, found an empty cell. Give each row an"
        " identifier, or name another column."
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_cell_that_is_too_long_is_refused_in_any_format(write_rows, read):
    rows = [("1", "a"), ("2", "b" * 101)]

    with pytest.raises(InputError) as caught:
        read(write_rows("a.parquet", ("id", "text"), rows), limits=Limits(row_bytes=100))

    assert str(caught.value).startswith(
        "a.parquet, row 2: expected at most 100 bytes in a cell, found 101."
    )


def test_a_sort_larger_than_memory_gives_the_same_bytes(write_rows, read):
    rows = [(f"{number * 7919 % 60_000:05}", "texte " * 40) for number in range(60_000)]
    path = write_rows("a.csv", ("id", "text"), rows)
    whole = read(path).path.read_bytes()

    spilled = read(path, name="d.parquet", limits=Limits(memory_bytes=2_000_000))

    assert spilled.path.read_bytes() == whole


def test_a_full_disk_leaves_nothing(write_rows, read, tmp_path):
    path = write_rows("a.csv", HEADER, ROWS)
    (tmp_path / "c.parquet.partial").symlink_to("/dev/full")

    with pytest.raises(OutputFailed) as caught:
        read(path, **NAMES)

    assert caught.value.exit_code == 74
    assert str(caught.value) == (
        f"{tmp_path}/c.parquet: expected room to write, found “No space left on device”."
        " Free some space, or choose another folder."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.fixture
def small_files():
    """Let this process write files of 100 kB at most, as on a disk that is nearly full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    signal.signal(signal.SIGXFSZ, before)


def test_a_disk_that_fills_during_the_sort_leaves_nothing(write, read, tmp_path, request):
    lines = (f"{number * 7919 % 60_000:05},{'texte ' * 40}" for number in range(60_000))
    path = write("a.csv", "id,text\n" + "\n".join(lines))
    request.getfixturevalue("small_files")

    with pytest.raises(OutputFailed, match="expected room to write"):
        read(path, limits=Limits(memory_bytes=2_000_000))

    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_folder_that_does_not_exist_is_told(write_rows, read):
    with pytest.raises(OutputFailed, match="found “No such file or directory”"):
        read(write_rows("a.csv", HEADER, ROWS), name="none/c.parquet", **NAMES)


def test_what_stood_there_stays_when_reading_fails(write, read, tmp_path):
    (tmp_path / "c.parquet").write_bytes(b"before")

    with pytest.raises(InputError):
        read(write("a.csv", 'id,text\n1,a\n2,"b\n'))

    assert (tmp_path / "c.parquet").read_bytes() == b"before"
