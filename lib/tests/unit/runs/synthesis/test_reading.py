"""What was published is read again to the letter, and the report says what the tables say."""

import shutil
from dataclasses import asdict

import pytest

from civiscope.errors import InputError
from civiscope.publication.synthesis import build_report
from civiscope.publication.writing import write_report
from civiscope.runs.publishing import write_csv
from civiscope.runs.synthesis.reading import read_rows, read_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns

AWKWARD = [
    "une ligne\rpuis une autre",
    "une ligne\nune autre\r\nune troisième",
    'dit "oui", puis « non »',
    "  espaces autour ",
    "\ufeffmarque",
    "zéro\0octet",
    "séparateur\u2028de ligne",
    "mot " * 400_000,
    "",
]


def rounded(value):
    """Return what a table holds of a result: six significant digits of its fractions."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {name: rounded(part) for name, part in value.items()}
    return tuple(map(rounded, value)) if isinstance(value, tuple | list) else value


@pytest.mark.parametrize("which", ["published", "published_by_question"])
def test_synthesis_is_read_again_as_it_was_found(which, request):
    folder, synthesis = request.getfixturevalue(which)
    settings = Settings(**{name: _typed(text) for name, text in synthesis.thresholds})

    read = read_synthesis(folder, settings, has_questions=which != "published")

    assert asdict(read) == rounded(asdict(synthesis))


def _typed(text):
    return int(text) if text.isdigit() else text


def test_report_is_made_again_from_the_tables(published, quick, tmp_path):
    folder, _ = published

    read = read_synthesis(folder, quick, has_questions=False)
    write_report(build_report(read, language="fr"), tmp_path)

    for name in ("report.html", "report.pdf"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_answers_to_an_unknown_question_are_read_under_it(
    asked, write_source, synthesise, quick, tmp_path
):
    rows = [row | {"question": ""} for row in asked.rows]
    source = write_source(tmp_path / "unknown.csv", rows)
    columns = Columns(identifier="answer_id", text="text", question="question")
    synthesis = synthesise(source, tmp_path / "out", columns=columns)

    read = read_synthesis(tmp_path / "out", quick, has_questions=True)

    assert read.questions == synthesis.questions == ("",)
    assert {theme.question for theme in read.themes} == {""}


def test_cells_are_read_to_the_letter(tmp_path):
    rows = [{"no": str(number), "text": text} for number, text in enumerate(AWKWARD)]

    write_csv(tmp_path / "texts.csv", ("no", "text"), rows)

    assert read_rows(tmp_path / "texts.csv") == rows


def test_table_that_is_not_there_is_told(published, quick, tmp_path):
    folder = shutil.copytree(published[0], tmp_path / "copy")
    (folder / "terms.csv").unlink()

    with pytest.raises(InputError, match=r"^Expected terms\.csv as it was published, and it can"):
        read_synthesis(folder, quick, has_questions=False)


def test_table_that_is_no_table_is_told(tmp_path):
    (tmp_path / "terms.csv").write_bytes(b"theme_id\n\xff\xfe")

    with pytest.raises(InputError, match=r"^Expected terms\.csv as it was published, and it can"):
        read_rows(tmp_path / "terms.csv")


def test_table_of_an_older_form_is_told(published, quick, tmp_path):
    folder = shutil.copytree(published[0], tmp_path / "copy")
    path = folder / "excerpts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("reason", "why", 1), encoding="utf-8")

    with pytest.raises(InputError, match=r"columns of today, and 'reason' is missing from one"):
        read_synthesis(folder, quick, has_questions=False)
