"""What holds for any pack: what is written reads back, and nothing breaks the reader."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.packs import Limits, PackInvalid, dump_document, dump_records, plain, read_pack
from civiscope.packs.limits import Reading
from civiscope.packs.tree import read_tree

small = settings(max_examples=300, deadline=None, derandomize=True)

# Every character of a text, with those that mean something in YAML more often than chance has it.
alphabet = st.one_of(
    st.sampled_from(list("ab \n:-#'\"|>?![]{},&*%@`\\\t\r0.é\u2028\u00a0\ufeff😀~")),
    st.characters(exclude_categories=("Cc", "Cs")),
)
sentences = st.lists(st.text("abé'-: \n", max_size=12), max_size=40).map(" ".join)
words = st.sampled_from(["", "no", "Null", "~", "2019", "1e3", "0x1F", "<<", "2019-05-15", "---"])
texts = st.one_of(st.text(alphabet, max_size=30), sentences, words)
documents = st.recursive(
    st.one_of(texts, st.none(), st.booleans(), st.integers()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(alphabet, max_size=8), inner)
    ),
    max_leaves=12,
)
mappings = st.dictionaries(st.text(alphabet, max_size=8), documents, max_size=4)


def as_text(value):
    """Write numbers and booleans as a pack has them: as text."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case list():
            return [as_text(item) for item in value]
        case dict():
            return {key: as_text(item) for key, item in value.items()}
        case _:
            return value


@small
@given(mappings)
def test_what_is_written_reads_back(document):
    reading = Reading(limits=Limits())

    node = read_tree(dump_document(document), "facts.yaml", reading)

    assert reading.problems == []
    assert plain(node) == as_text(document)


@small
@given(mappings)
def test_other_readers_of_yaml_see_the_same(document):
    assert yaml.load(dump_document(document), Loader=yaml.SafeLoader) == document


@small
@given(st.lists(st.fixed_dictionaries({"id": st.just("a"), "text": texts}), max_size=1))
def test_written_records_are_read_from_a_folder(records):
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pack.yaml").write_text(dump_document({"id": "demo"}), encoding="utf-8")
        (folder / "facts.yaml").write_bytes(dump_records("tool", records).encode())

        pack = read_pack(folder)

    assert [plain(record.fields) for record in pack.records] == records


@small
@given(st.lists(st.sampled_from([*"ab:-?[]{},&*!|>'\"%@#~\\", " ", "\n", "  ", "- ", ": "])))
def test_any_text_is_read_or_refused(pieces):
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        reading = Reading(limits=Limits())
        node = read_tree("".join(pieces), "facts.yaml", reading, loader=loader)

        assert node is not None or reading.problems


@small
@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(content):
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pack.yaml").write_bytes(content)
        with suppress(PackInvalid):
            read_pack(folder)
