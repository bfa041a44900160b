"""A project goes out to other programs and comes back, each quote as it was."""

import random
import zipfile
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrefiqda import RefiProject

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.project_files import read_project, write_project
from civiscope.coding.projects import Coding, Note, Project, Source
from civiscope.coding.texts import normalize_text
from civiscope.errors import InputError
from civiscope.tables import OutputFailed

WORDS = [
    "participation",
    "élu·e·s",
    "cœur",
    "e\u0301te\u0301",
    "a\u0300\u0323",
    "naïve",
    "🚲",
    "👩\u200d👩\u200d👧\u200d👦",
    "🏳\ufe0f\u200d🌈",
    "🇫🇷",
    "\U0001d510",
    "한국",
    "\u1112\u1161\u11ab",
    "«\u00a0oui\u00a0»",
    "l’eau",
    "x\u0302",
]
CODES = Codebook(
    version="3",
    codes=tuple(
        Code(code=f"c{n}", label=f"Thème {n}", parent=f"c{n - n % 5}" if n % 5 else None)
        for n in range(60)
    ),
)


def interviews(rng):
    """Make 15 interviews of 10,000 words, with the line ends of Windows."""
    for number in range(15):
        words = rng.choices(WORDS, k=10_000)
        lines = (" ".join(words[begin : begin + 12]) for begin in range(0, len(words), 12))
        yield Source(
            id=f"i{number:02}",
            name=f"Entretien nº {number}",
            language="fr",
            text=normalize_text("\ufeff" + "\r\n".join(lines) + "\r\n"),
        )


def coded(rng):
    """Make a project of 3,000 codings in them."""
    sources = tuple(interviews(rng))
    codings = []
    for source in sources:
        for _ in range(200):
            start = rng.randrange(len(source.text) - 400)
            codings.append(
                Coding(
                    source=source.id,
                    start=start,
                    end=start + rng.randrange(1, 400),
                    code=f"c{rng.randrange(60)}",
                    coder=rng.choice(["Ana", "Zoé"]),
                    date=f"2026-03-{rng.randrange(1, 29):02}T10:00:00Z",
                )
            )
    codings.sort(key=lambda coding: (coding.source, coding.start, coding.end))
    return Project(
        name="Entretiens 🚲",
        codebook=CODES,
        sources=sources,
        codings=tuple(codings),
        coders=("Ana", "Zoé"),
        notes=(Note(text="À relire\nensemble", name="Mémo"), Note(text="long", source="i03")),
    )


@pytest.fixture(scope="module")
def fifteen():
    return coded(random.Random(6))  # noqa: S311 -- nothing is secret here


def test_fifteen_interviews_come_back_with_each_quote_as_it_was(tmp_path, fifteen):
    write_project(fifteen, tmp_path / "a.qdpx")
    read = read_project(tmp_path / "a.qdpx")

    assert len(fifteen.codings) == 3_000
    assert read.remarks == ()
    assert [read.project.quote(coding) for coding in read.project.codings] == [
        fifteen.quote(coding) for coding in fifteen.codings
    ]
    assert read.project == fifteen


def test_another_reader_finds_each_quote_as_it_was(tmp_path, fifteen):
    write_project(fifteen, tmp_path / "a.qdpx")
    other = RefiProject.load(tmp_path / "a.qdpx", extract_dir=tmp_path / "other")

    quotes = []
    for source in other.sources.text_source:
        path = RefiProject.resolve_source_path(source.plain_text_path, tmp_path / "other")
        text = path.read_bytes().decode()
        for one in source.plain_text_selection:
            quotes += [text[one.start_position : one.end_position]] * len(one.coding)

    assert quotes == [fifteen.quote(coding) for coding in fifteen.codings]


def test_same_project_gives_the_same_bytes(tmp_path, fifteen):
    write_project(fifteen, tmp_path / "a.qdpx")
    write_project(coded(random.Random(6)), tmp_path / "b.qdpx")  # noqa: S311 -- the same

    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from("e\u0301\u0323\r\n🚲\u200d\ufeff"),
    max_size=30,
).map(normalize_text)
SHOWN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.just("\n"), max_size=10
).map(lambda text: normalize("NFC", text.replace("\ufeff", "")).strip())
NAMES = SHOWN.filter(bool)


@st.composite
def projects(draw):
    """Draw projects as they are once they were read."""
    sources = tuple(
        Source(id=name, name=draw(st.sampled_from([name, "The same"])), text=draw(ANY_TEXT))
        for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    )
    coders = tuple(draw(st.lists(NAMES, max_size=2, unique=True)))
    codings, notes = [], [Note(text=text) for text in draw(st.lists(NAMES, max_size=2))]
    for source in (source for source in sources if source.text):
        places = st.integers(0, len(source.text))
        passages = draw(st.lists(st.tuples(places, places), max_size=4))
        for start, end in sorted((min(pair), max(pair)) for pair in passages):
            if start == end:
                continue
            code = draw(st.sampled_from(["a", "b"]))
            coder = draw(st.sampled_from([None, *coders]))
            codings.append(Coding(source=source.id, start=start, end=end, code=code, coder=coder))
            on = draw(st.sampled_from([{}, {"code": code}]))
            notes.append(
                Note(
                    text=draw(NAMES), name=draw(SHOWN), source=source.id, start=start, end=end, **on
                )
            )
        notes.append(Note(text=draw(NAMES), source=source.id))
    return Project(
        name=draw(SHOWN),
        codebook=Codebook(codes=(Code(code="a", label="A"), Code(code="b", label="b"))),
        sources=sources,
        codings=tuple(codings),
        coders=coders,
        notes=(*notes, Note(text="on a code", code="b")),
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(projects())
def test_any_project_comes_back_as_it_went(tmp_path_factory, project):
    path = tmp_path_factory.mktemp("project") / "a.qdpx"

    write_project(project, path)

    assert read_project(path).project == project
    assert read_project(path).remarks == ()


def test_project_before_coding_comes_back(tmp_path):
    for project in (Project(), Project(name="x", sources=(Source(id="a", text=""),))):
        write_project(project, tmp_path / "a.qdpx")

        assert read_project(tmp_path / "a.qdpx").project == project


def test_archive_has_no_clock_and_no_trace_of_this_machine(tmp_path, fifteen):
    write_project(fifteen, tmp_path / "a.qdpx")

    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        members = archive.infolist()
        markup = archive.read("project.qde").decode()

    assert members[0].filename == "project.qde"
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert markup.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" '
        'name="Entretiens 🚲" origin="Civiscope">\n'
    )


def test_text_that_another_program_changed_is_told(tmp_path):
    source = Source(id="a", text="Un texte coupé.")
    write_project(Project(sources=(source,)), tmp_path / "a.qdpx")
    with zipfile.ZipFile(tmp_path / "a.qdpx") as before:
        members = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as after:
        for name, content in members.items():
            after.writestr(name, content.replace("coupé".encode(), b"long"))

    (remark,) = read_project(tmp_path / "b.qdpx").remarks

    assert remark.what == "texts that changed since they were written: check their codings"
    assert remark.count == len(remark.names) == 1


def test_project_that_refi_cannot_hold_is_refused_and_nothing_written(tmp_path):
    with pytest.raises(InputError, match="Expected in a note characters that XML can hold"):
        write_project(Project(notes=(Note(text="\x07"),)), tmp_path / "a.qdpx")

    assert list(tmp_path.iterdir()) == []


def test_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OutputFailed, match="expected room to write"):
        write_project(Project(), tmp_path / "nowhere" / "a.qdpx")
