import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civiscope.errors import InputError
from civiscope.tables import OutputFailed, files, open_source, read_batches, write_iramuteq

CORPUS = """
**** *id_b *age_30 *département_49
Moins de voitures.

Plus de vélos.
**** *id_a *age_40
-*theme_1
Du pain
"""


def test_a_corpus_is_read(write, read_rows):
    assert read_rows(write("corpus.txt", CORPUS), platform="iramuteq") == [
        ("a", "Du pain", "40", None),
        ("b", "Moins de voitures.\n\nPlus de vélos.", "30", "49"),
    ]


def test_a_corpus_is_known_by_itself(write, read):
    contributions = read(write("corpus.txt", CORPUS), identifier="id")

    assert contributions.format == "iramuteq"
    assert contributions.columns == ("contribution_id", "text", "age", "département")


def test_older_corpora_number_their_texts(write, read_rows):
    path = write("corpus.txt", "0001 *id_x *author_u1 *flag\r\nun\r\n0002 *id_y\r\ndeux")

    assert read_rows(path, platform="iramuteq") == [
        ("x", "un", "u1", None),
        ("y", "deux", None, None),
    ]


def test_identifiers_are_made_from_the_content(write, read_rows):
    texts = ["**** *age_30\nun\n", "**** *age_40\nun\n", "**** *age_30\nun\n"]

    one = read_rows(write("a.txt", "".join(texts)), platform="iramuteq")
    other = read_rows(write("b.txt", "".join(reversed(texts))), platform="iramuteq")

    assert one == other
    assert len({row[0] for row in one}) == 3


@pytest.mark.parametrize("block_bytes", [1, 5, 4_000_000])
def test_lines_may_go_over_blocks(write, cells, monkeypatch, block_bytes):
    path = write("corpus.txt", CORPUS.lstrip())
    source = open_source(path)
    monkeypatch.setattr(files, "BLOCK_BYTES", block_bytes)

    assert next(source.batches(("id",))).to_pydict() == {"id": ["b", "a"]}


def test_a_text_before_the_first_line_of_stars_is_refused(write, read, monkeypatch):
    path = write("corpus.txt", "**** *id_1\na\n")
    source = open_source(path)
    path.write_text("\nsecret\n**** *id_1\na\n")

    with pytest.raises(InputError) as caught:
        list(source.batches(("id",)))

    assert str(caught.value) == (
        "corpus.txt, line 2: expected a line such as “**** *id_1 *age_30”, found another one."
        " Begin each text with such a line."
    )


def test_a_line_that_is_too_long_is_refused(write, monkeypatch):
    monkeypatch.setattr(files, "BLOCK_BYTES", 20)

    with pytest.raises(InputError, match="line 2: expected at most 50 characters, found more"):
        open_source(write("corpus.txt", "**** *id_1\n" + "a" * 200), row_bytes=50)


def test_another_file_is_no_corpus(write_rows, read):
    with pytest.raises(InputError, match=r"expected a corpus of IRaMuTeQ, found csv. Leave"):
        read(write_rows("a.csv", ("id", "text"), [("1", "a")]), platform="iramuteq")


WORDS = st.text("abcé**** \n'0", max_size=12)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(st.from_regex(r"[a-z0-9-]{1,5}", fullmatch=True), WORDS, min_size=1),
    st.sampled_from(["", "49", "Maine-et-Loire"]),
)
def test_what_is_written_is_read_the_same(write_rows, read, read_rows, tmp_path, texts, place):
    rows = [(key, text.strip("\n"), place) for key, text in texts.items()]
    path = write_rows("a.csv", ("id", "text", "place"), rows)
    written = read(path, identifier="id", text="text", by=("place",)).path

    count = write_iramuteq(read_batches(written), tmp_path / "corpus.txt")

    again = read_rows(tmp_path / "corpus.txt", platform="iramuteq", name="d.parquet")
    expected = sorted((key, text, *([place] if place else [])) for key, text, _ in rows)
    assert (count, again) == (len(rows), expected)


def test_values_are_written_without_spaces_and_texts_without_stars(write_rows, read, tmp_path):
    rows = [("1", "un\n**** *id_2\n-*theme\ndeux", "Pays de la Loire")]
    path = write_rows("a.csv", ("id", "text", "home_region"), rows)
    written = read(path, identifier="id", text="text", by=("home_region",)).path

    write_iramuteq(read_batches(written), tmp_path / "corpus.txt")

    assert (tmp_path / "corpus.txt").read_text() == (
        "**** *id_1 *home-region_Pays-de-la-Loire\nun\n **** *id_2\n -*theme\ndeux\n\n"
    )


def test_an_identifier_that_cannot_be_written_is_refused(write_rows, read, tmp_path):
    written = read(write_rows("a.csv", ("id", "text"), [("n 1", "secret")])).path

    with pytest.raises(InputError) as caught:
        write_iramuteq(read_batches(written), tmp_path / "corpus.txt")

    assert str(caught.value) == (
        "contribution_id: expected identifiers without spaces and stars, found “n 1”."
        " IRaMuTeQ cannot read it; give each row another one."
    )
    assert not (tmp_path / "corpus.txt").exists()


def test_a_corpus_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OutputFailed, match="found “No such file or directory”"):
        write_iramuteq([], tmp_path / "none" / "corpus.txt")
