"""A project is refused where no quote could be taken from it, and never quotes a text."""

import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.projects import Coding, Note, Project, Source
from civiscope.coding.texts import digest_of
from civiscope.errors import InputError

BOOK = Codebook(codes=(Code(code="bike", label="Vélo"), Code(code="bus", label="Bus")))
SOURCE = Source(id="i1", text="Le vélo 🚲 !")
CODING = Coding(source="i1", start=3, end=9, code="bike", coder="Ana", date="2026-03-02T10:00:00Z")


def project(*, codings=(CODING,), coders=("Ana",), sources=(SOURCE,), notes=(), codebook=BOOK):
    return Project(codebook=codebook, sources=sources, codings=codings, coders=coders, notes=notes)


def coding(**more):
    return Coding(**{"source": "i1", "start": 0, "end": 2, "code": "bike", **more})


def test_quote_is_counted_in_code_points():
    assert project().quote(CODING) == "vélo 🚲"


def test_source_has_the_digest_of_its_text():
    assert SOURCE.digest == digest_of("Le vélo 🚲 !")


def test_notes_may_be_on_anything():
    notes = (
        Note(text="all of it"),
        Note(text="a text", source="i1"),
        Note(text="a passage", source="i1", start=0, end=2),
        Note(text="a code", code="bus"),
        Note(text="a coding", source="i1", start=3, end=9, code="bike"),
    )

    assert project(notes=notes).notes == notes


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"sources": (SOURCE, SOURCE)},
            "Expected a name of its own for each source, got 2 of 'i1'. Rename it.",
        ),
        (
            {"coders": ("Ana", "")},
            "Expected a name of its own for each coder, got none. Rename it.",
        ),
        (
            {"sources": (Source(id="i1", text="secret\r\n"),)},
            (
                "Expected the text of 'i1' as it is coded, got one that is not normalised. "
                "Normalise texts before anything is coded in them: places would shift."
            ),
        ),
        (
            {"sources": (Source(id="i1", text="secret", language="french"),)},
            ("Expected a language as “fr” or “en”, got 'french' for 'i1'. Use codes of ISO 639-1."),
        ),
        (
            {"codings": (coding(), coding(code="tram"))},
            (
                "Expected for coding 2 a code of the project, got 'tram'. "
                "Correct it, or add the code."
            ),
        ),
        (
            {"codebook": None},
            (
                "Expected for coding 1 a code of the project, got 'bike'. "
                "Correct it, or add the code."
            ),
        ),
        (
            {"codings": (coding(source="i2"),)},
            (
                "Expected for coding 1 a source of the project, got 'i2'. "
                "Correct it, or add the source."
            ),
        ),
        (
            {"codings": (coding(coder="Bo"),)},
            (
                "Expected for coding 1 a coder of the project, got 'Bo'. "
                "Correct it, or add the coder."
            ),
        ),
        (
            {"codings": (coding(end=12),)},
            (
                "Expected for coding 1 a passage within 0 and 11, got 0 to 12. "
                "Count in characters (Unicode code points) of the normalised text."
            ),
        ),
        (
            {"codings": (coding(end=0),)},
            (
                "Expected for coding 1 a passage within 0 and 11, got 0 to 0. "
                "Count in characters (Unicode code points) of the normalised text."
            ),
        ),
        (
            {"codings": (coding(date="2026-02-30T10:00:00Z"),)},
            (
                "Expected for coding 1 a date as 2026-03-02T10:00:00Z, got something else. "
                "Correct it."
            ),
        ),
        ({"notes": (Note(text=""),)}, "Expected a text for note 1, got none. Leave the note out."),
        (
            {"notes": (Note(text="x", code="tram"),)},
            "Expected for note 1 a code of the project, got 'tram'. Correct it, or add the code.",
        ),
        (
            {"notes": (Note(text="x", source="i2"),)},
            (
                "Expected for note 1 a source of the project, got 'i2'. "
                "Correct it, or add the source."
            ),
        ),
        (
            {"notes": (Note(text="x", source="i1", start=0),)},
            (
                "Expected a source, a start and an end for note 1, got only some. "
                "Give all of them or none."
            ),
        ),
        (
            {"notes": (Note(text="x", start=0, end=1),)},
            (
                "Expected a source, a start and an end for note 1, got only some. "
                "Give all of them or none."
            ),
        ),
        (
            {"notes": (Note(text="x", source="i1", start=0, end=12),)},
            (
                "Expected for note 1 a passage within 0 and 11, got 0 to 12. "
                "Count in characters (Unicode code points) of the normalised text."
            ),
        ),
        (
            {"notes": (Note(text="x", source="i1", code="bike"),)},
            (
                "Expected a coding where note 1 is on a source and a code, got none there. "
                "Leave out the source or the code."
            ),
        ),
        (
            {"notes": (Note(text="x", source="i1", start=3, end=9, code="bus"),)},
            (
                "Expected a coding where note 1 is on a source and a code, got none there. "
                "Leave out the source or the code."
            ),
        ),
    ],
)
def test_wrong_project_is_refused(wrong, told):
    with pytest.raises(InputError) as refused:
        project(**wrong)

    assert str(refused.value) == told
    assert "secret" not in told
