import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.runs.synthesis.telling import _label
from civiscope.synthesis.results import Term
from civiscope.tables import ColumnNotFound, Columns, OutputFailed

FILES = [
    "assignments.csv",
    "assignments.parquet",
    "campaign-places.csv",
    "campaigns.csv",
    "crossings.csv",
    "excerpts.csv",
    "families.csv",
    "families.parquet",
    "forms.csv",
    "lemmas.csv",
    "located.csv",
    "manifest.json",
    "numbers.csv",
    "participation.csv",
    "rare-answers.csv",
    "rare-answers.parquet",
    "rare-excerpts.csv",
    "rare-ideas.csv",
    "report.html",
    "report.pdf",
    "representativeness.csv",
    "terms.csv",
    "themes.csv",
    "unclassified.csv",
    "weighted-shares.csv",
    "weights.csv",
    "wordings.csv",
]


def bytes_of(folder, *, but=()):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in but}


def without_source(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    return {name: value for name, value in manifest.items() if name != "source"}


def assert_same(folder, other):
    """Compare every byte, but what the manifest says of the source's form."""
    assert bytes_of(folder, but={"manifest.json"}) == bytes_of(other, but={"manifest.json"})
    assert without_source(folder) == without_source(other)


def test_folder_holds_the_tables_the_report_and_the_manifest(published):
    folder, _ = published

    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_is_published_names_no_author(published):
    folder, _ = published

    for name, content in bytes_of(folder).items():
        assert b"voisin 3" not in content, name
        assert b"auteur 12" not in content, name


# ------------------------------------------------------------------ the same, whatever the way


def test_shuffled_rows_give_the_same_bytes(
    consultation, published, write_source, synthesise, tmp_path
):
    order = np.random.default_rng(1).permutation(len(consultation.rows))
    shuffled = [consultation.rows[place] for place in order]

    synthesise(write_source(tmp_path / "canal.csv", shuffled), tmp_path / "out")

    assert_same(tmp_path / "out", published[0])


def test_parquet_gives_the_same_bytes_as_csv(consultation, published, synthesise, tmp_path):
    pq.write_table(pa.Table.from_pylist(list(consultation.rows)), tmp_path / "canal.parquet")

    synthesise(tmp_path / "canal.parquet", tmp_path / "out")

    assert_same(tmp_path / "out", published[0])


def test_two_processes_give_the_same_bytes(source, published, synthesise, tmp_path):
    synthesise(source, tmp_path / "out", processes=2)

    assert bytes_of(tmp_path / "out") == bytes_of(published[0])


# ------------------------------------------------------------------ what is found


def test_planted_themes_are_found(consultation, published, rows_of):
    rows = rows_of(published[0] / "assignments.csv")
    found = Counter((consultation.planted[row["contribution_id"]], row["theme_id"]) for row in rows)
    majority = Counter()
    for (_, theme), count in found.items():
        majority[theme] = max(majority[theme], count)

    purity = sum(count for theme, count in majority.items() if theme) / sum(
        count for (_, theme), count in found.items() if theme
    )

    assert [theme.theme_id for theme in published[1].themes if not theme.parent] == [
        "01",
        "02",
        "03",
        "04",
    ]
    assert purity > 0.98


def test_every_answer_without_theme_has_its_reason(consultation, published, rows_of):
    rows = rows_of(published[0] / "assignments.csv")

    wrong = [
        row["contribution_id"]
        for row in rows
        if row["reason"] != "" and consultation.planted[row["contribution_id"]] != row["reason"]
    ]

    assert [list(row)[:2] for row in rows[:1]] == [["contribution_id", "theme_id"]]
    assert all((row["theme_id"] == "") == (row["reason"] != "") for row in rows)
    assert wrong == []


def test_counts_add_up_to_the_answers(consultation, published):
    _, synthesis = published
    themes = [theme for theme in synthesis.themes if theme.parent is None]

    in_themes = sum(theme.answers for theme in themes)
    left = {unclassified.reason: unclassified.answers for unclassified in synthesis.unclassified}

    assert in_themes + sum(left.values()) == len(consultation.rows)
    assert left == {"empty": 5, "non-answer": 4, "unknown-words": 4, "no-theme": 10}


def test_subthemes_are_parts_of_their_theme(published, rows_of):
    folder, synthesis = published
    parts = [theme for theme in synthesis.themes if theme.parent]

    assert {part.theme_id.partition(".")[0] for part in parts} == {"01"}
    assert sum(part.answers for part in parts) <= synthesis.themes[0].answers
    for row in rows_of(folder / "assignments.csv"):
        assert row["subtheme_id"].partition(".")[0] in {"", row["theme_id"]}


def test_names_in_the_assignments_are_those_of_the_themes(published, rows_of):
    folder, synthesis = published
    rows = rows_of(folder / "assignments.csv")
    given = Counter(row["theme_id"] for row in rows) + Counter(row["subtheme_id"] for row in rows)
    del given[""]

    assert given == Counter({theme.theme_id: theme.answers for theme in synthesis.themes})
    assert [row["theme_id"] for row in rows_of(folder / "themes.csv")] == [
        theme.theme_id for theme in synthesis.themes
    ]


def test_assignments_are_the_same_as_csv_and_parquet(published, rows_of):
    folder, _ = published

    for name in ("assignments", "families"):
        parquet = pq.read_table(folder / f"{name}.parquet").to_pylist()
        as_text = [
            {
                column: "" if value is None else f"{value:g}" if column == "score" else value
                for column, value in row.items()
            }
            for row in parquet
        ]
        as_csv = [
            {
                column: f"{float(value):g}" if column == "score" else value
                for column, value in row.items()
            }
            for row in rows_of(folder / f"{name}.csv")
        ]
        assert as_csv == as_text


def test_each_interval_holds_its_share(consultation, published):
    for theme in published[1].themes:
        assert 0 <= theme.share_low <= theme.share <= theme.share_high <= 1
        assert theme.share == pytest.approx(theme.answers / len(consultation.rows))


def test_themes_are_counted_three_ways(consultation, published, rows_of):
    folder, synthesis = published
    campaign = {
        row["contribution_id"]: row["campaign_id"] for row in rows_of(folder / "families.csv")
    }
    said = {row["contribution_id"]: row["theme_id"] for row in rows_of(folder / "assignments.csv")}

    for theme in (theme for theme in synthesis.themes if theme.parent is None):
        answers = [name for name, given in said.items() if given == theme.theme_id]
        signed = [name for name in answers if consultation.authors[name]]
        people = {consultation.authors[name] for name in signed}
        alone = {consultation.authors[name] for name in signed if not campaign.get(name)}
        campaigns = {campaign[name] for name in signed if campaign.get(name)}
        assert theme.authors == len(people)
        assert theme.authors_once == len(alone) + len(campaigns)


def test_planted_campaign_is_told_with_its_wordings(consultation, published, rows_of):
    folder, synthesis = published
    planted = {name for name, text in consultation.texts.items() if "riverains du canal" in text}

    [campaign] = synthesis.campaigns
    rows = [row for row in rows_of(folder / "families.csv") if row["campaign_id"] == "c01"]

    assert {row["contribution_id"] for row in rows} == planted
    assert (campaign.campaign_id, campaign.answers, campaign.authors) == ("c01", 15, 15)
    assert campaign.n_wordings == len({consultation.texts[name] for name in planted})
    assert campaign.first_on >= "2031-01-10"
    assert campaign.last_on <= "2031-03-19"
    assert 0 < campaign.densest_share <= 1
    for wording in campaign.wordings:
        assert wording.text == consultation.texts[wording.contribution_id]
    [theme] = [theme for theme in synthesis.themes if theme.label.startswith("impôt")]
    assert theme.authors - theme.authors_once == 14


def test_planted_campaign_is_told_with_its_places(consultation, published, rows_of):
    folder, _ = published
    places = Counter(
        row["département"] for row in consultation.rows if "riverains du canal" in row["text"]
    )

    rows = rows_of(folder / "campaign-places.csv")

    assert {(row["campaign_id"], row["variable"]) for row in rows} == {("c01", "département")}
    assert {row["value"]: int(row["answers"]) for row in rows} == places
    assert [int(row["answers"]) for row in rows] == sorted(places.values(), reverse=True)


def test_repeated_short_answer_is_a_family_and_no_campaign(consultation, published, rows_of):
    repeated = {name for name, text in consultation.texts.items() if text.startswith("Moins d'")}

    families = rows_of(published[0] / "families.csv")
    found = [row for row in families if row["contribution_id"] in repeated]

    assert len(found) == 8
    assert {row["campaign_id"] for row in found} == {""}
    assert len({row["family_id"] for row in found}) == 1


def test_excerpts_stand_to_the_letter_in_their_contributions(consultation, published):
    _, synthesis = published
    groups = [theme.excerpts for theme in synthesis.themes] + [
        left.excerpts for left in synthesis.unclassified
    ]
    excerpts = [excerpt for group in groups for excerpt in group]

    assert len(excerpts) > 20
    for excerpt in excerpts:
        assert excerpt.text in consultation.texts[excerpt.contribution_id]
        assert excerpt.text


def test_theme_has_typical_excerpts_then_random_ones(published):
    for theme in published[1].themes:
        drawn = [excerpt.is_random for excerpt in theme.excerpts]
        assert drawn == ([] if theme.parent else [False] * 4 + [True] * 3)


def test_stability_is_told_of_themes_and_not_of_subthemes(published):
    for theme in published[1].themes:
        if theme.parent is None:
            assert 0 <= theme.stability <= 1
            assert 0 <= theme.found_again <= 1
        else:
            assert (theme.stability, theme.found_again) == (None, None)


def test_terms_are_words_of_the_theme(published):
    [paying] = [theme for theme in published[1].themes if theme.label.startswith("impôt")]

    assert len(paying.terms) == 8
    assert {"impôt", "taxe"} <= {term.lemma for term in paying.terms}
    assert all(term.chi_square > 0 for term in paying.terms)
    assert all(term.answers <= paying.answers for term in paying.terms)


def test_planted_crossing_stands_out(consultation, published):
    _, synthesis = published
    learning = next(theme for theme in synthesis.themes if "classe" in theme.label)
    [crossing] = [
        crossing
        for crossing in synthesis.crossings
        if (crossing.theme_id, crossing.value) == (learning.theme_id, "Gers")
    ]

    assert crossing.variable == "département"
    assert crossing.answers == learning.answers
    assert crossing.base == sum(row["département"] == "Gers" for row in consultation.rows)
    assert crossing.residual > 5
    assert crossing.is_notable


def test_participation_is_counted(consultation, published):
    participation = published[1].participation
    authors = Counter(filter(None, consultation.authors.values()))
    days = sorted(row["day"] for row in consultation.rows if row["day"])
    spelt = {" ".join(text.lower().split()) for text in consultation.texts.values()}

    assert participation.answers == len(consultation.rows)
    assert participation.with_text == len(consultation.rows) - 5
    # "sans avis" and "Sans avis." are one text, and the empty text is none.
    assert participation.distinct_texts == len(spelt) - 2
    assert participation.authors == len(authors)
    assert participation.most_by_one_author == max(authors.values())
    assert (participation.first_on, participation.last_on) == (days[0], days[-1])
    counted = Counter()
    for variable, _, answers in participation.by:
        counted[variable] += answers
    assert counted == {"département": len(consultation.rows), "date": len(days)}


def test_manifest_says_what_it_was_made_from(source, published, columns, quick):
    manifest = json.loads((published[0] / "manifest.json").read_text())

    assert manifest["settings"] == asdict(quick)
    assert manifest["columns"] == asdict(columns) | {"by": ["département"]}
    assert manifest["platform"] is None
    assert manifest["source"]["format"] == "csv"
    assert sorted(manifest["files"]) == sorted(set(FILES) - {"manifest.json"})
    assert len(manifest["source"]["sha256"]) == 64


# ------------------------------------------------------------------ question by question


def test_each_question_has_its_own_themes(asked, published_by_question, rows_of):
    folder, synthesis = published_by_question
    question = {row["answer_id"]: row["question"] for row in asked.rows}
    rows = rows_of(folder / "assignments.csv")
    found = {(asked.planted[row["contribution_id"]], row["theme_id"]) for row in rows}

    assert synthesis.questions == ("A. Où aller ?", "B. Comment payer ?", "C. Et sinon ?")
    assert {theme for _, theme in found} == {"", "q01-01", "q01-02", "q02-01", "q02-02"}
    assert len(found) == 5
    for theme in synthesis.themes:
        answers = [row["contribution_id"] for row in rows if row["theme_id"] == theme.theme_id]
        assert {question[name] for name in answers} == {theme.question}
        assert theme.share == pytest.approx(
            len(answers) / sum(asked == theme.question for asked in question.values())
        )


def test_question_that_nobody_answered_has_no_theme(published_by_question):
    _, synthesis = published_by_question

    assert [theme.theme_id for theme in synthesis.themes] == [
        "q01-01",
        "q01-02",
        "q02-01",
        "q02-02",
    ]
    assert [
        (left.reason, left.answers)
        for left in synthesis.unclassified
        if left.question == "C. Et sinon ?"
    ] == [("empty", 5), ("non-answer", 0), ("unknown-words", 0), ("no-theme", 0)]


def test_answers_to_an_unknown_question_have_themes_of_their_own(
    asked, write_source, synthesise, tmp_path
):
    rows = [
        row | {"question": "" if number % 3 == 0 else row["question"]}
        for number, row in enumerate(asked.rows)
    ]
    source = write_source(tmp_path / "questions.csv", rows)

    columns = Columns(identifier="answer_id", text="text", question="question")
    synthesis = synthesise(source, tmp_path / "out", columns=columns)

    assert synthesis.questions[0] == ""
    themes = [theme for theme in synthesis.themes if theme.theme_id.startswith("q01-")]
    left = [unclassified for unclassified in synthesis.unclassified if unclassified.question == ""]
    assert {theme.question for theme in themes} == {""}
    assert sum(group.answers for group in (*themes, *left)) == len(rows[::3])


def test_file_without_authors_or_dates_says_so(published_by_question):
    folder, synthesis = published_by_question
    participation = synthesis.participation

    assert {(theme.authors, theme.authors_once) for theme in synthesis.themes} == {(None, None)}
    assert (participation.authors, participation.most_by_one_author) == (None, None)
    assert (participation.first_on, participation.last_on) == (None, None)
    assert (participation.by, synthesis.crossings, synthesis.campaigns) == ((), (), ())
    assert {theme.stability for theme in synthesis.themes} == {None}
    assert (folder / "report.html").stat().st_size > 0


def test_empty_tables_keep_their_columns(published, published_by_question):
    full, bare = published[0], published_by_question[0]

    for name in ("campaigns.csv", "campaign-places.csv", "wordings.csv", "crossings.csv"):
        [header] = (bare / name).read_text(encoding="utf-8").splitlines()
        assert header == (full / name).read_text(encoding="utf-8").splitlines()[0]


def test_one_excerpt_is_typical_and_none_is_random(published_by_question):
    for theme in published_by_question[1].themes:
        assert [excerpt.is_random for excerpt in theme.excerpts] == [False]


# ------------------------------------------------------------------ how many themes


def test_numbers_of_themes_are_tried_where_nobody_chose(
    published, source, synthesise, quick, rows_of, tmp_path
):
    synthesis = synthesise(source, tmp_path / "out", settings=replace(quick, themes="auto"))

    rows = rows_of(tmp_path / "out" / "numbers.csv")
    [taken] = [row["themes"] for row in rows if row["is_chosen"] == "yes"]
    assert [row["themes"] for row in rows] == [str(tried.themes) for tried in synthesis.numbers]
    assert len([theme for theme in synthesis.themes if not theme.parent]) == int(taken)
    assert json.loads((tmp_path / "out/manifest.json").read_text())["settings"]["themes"] == "auto"
    assert (rows_of(published[0] / "numbers.csv"), published[1].numbers) == ([], ())


def test_each_question_has_the_number_of_themes_it_bears(
    asked, write_source, synthesise, rows_of, tmp_path
):
    source = write_source(tmp_path / "questions.csv", asked.rows)
    columns = Columns(identifier="answer_id", text="text", question="question")
    settings = Settings(themes="auto", stability_replicates=0, interval_replicates=100)

    synthesis = synthesise(source, tmp_path / "out", columns=columns, settings=settings)

    # The questions are too small to try more than one number.
    assert [(tried.question, tried.themes) for tried in synthesis.numbers] == [
        ("A. Où aller ?", 5),
        ("B. Comment payer ?", 5),
        ("C. Et sinon ?", 5),
    ]
    assert {row["question"] for row in rows_of(tmp_path / "out" / "numbers.csv")} == {
        *synthesis.questions
    }


# ------------------------------------------------------------------ what goes wrong


def test_folder_that_is_there_is_refused_and_left_alone(source, synthesise, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "mine.txt").write_text("à moi")

    with pytest.raises(InputError, match="Expected a folder that is not there yet"):
        synthesise(source, folder)

    assert bytes_of(folder) == {"mine.txt": "à moi".encode()}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_run_left_is_replaced(source, published, synthesise, tmp_path):
    left = tmp_path / "out.partial"
    (left / "published").mkdir(parents=True)
    (left / "published" / "themes.csv").write_text("half")

    synthesise(source, tmp_path / "out")

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert bytes_of(tmp_path / "out") == bytes_of(published[0])


@pytest.mark.parametrize(
    "stage",
    ["read", "count", "sample", "fit", "assign", "describe", "families", "quote", "ideas", "write"],
)
def test_interrupted_run_leaves_nothing(source, synthesise, tmp_path, stage):
    def interrupt(reached, _done, _total):
        if reached == stage:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        synthesise(source, tmp_path / "out", progress=interrupt)

    assert list(tmp_path.iterdir()) == []


def test_killed_run_publishes_nothing(source, tmp_path):
    script = """
import os, signal, sys
from pathlib import Path
from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.run import run_synthesis
from civiscope.tables import Columns

def kill(stage, done, total):
    if stage == "write":
        os.kill(os.getpid(), signal.SIGKILL)

with open_executor() as executor:
    run_synthesis(
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        columns=Columns(identifier="answer_id", text="text"),
        executor=executor,
        progress=kill,
    )
"""
    ended = subprocess.run(
        [sys.executable, "-c", script, source, tmp_path / "out"], check=False, timeout=120
    )

    assert ended.returncode == -signal.SIGKILL
    # What it held is free for the next run, which removes both.
    assert {path.name for path in tmp_path.iterdir()} == {"out.partial", "out.partial.lock"}


@pytest.mark.parametrize(
    "texts",
    [
        ["de la", "le", "et puis", "ou"] * 3,
        ["Plus de trains dans la vallée."],
        ["", "", ""],
    ],
    ids=["only grammar", "one row", "empty column"],
)
def test_answers_that_share_no_words_are_refused(write_source, synthesise, tmp_path, texts):
    rows = [{"answer_id": str(number), "text": text} for number, text in enumerate(texts)]
    source = write_source(tmp_path / "few.csv", rows)

    with pytest.raises(InputError, match="Expected answers that share words, and found none"):
        synthesise(source, tmp_path / "out", columns=Columns(identifier="answer_id", text="text"))

    assert [path.name for path in tmp_path.iterdir()] == ["few.csv"]


def test_missing_source_is_told(synthesise, tmp_path):
    with pytest.raises(InputNotFound):
        synthesise(tmp_path / "absent.csv", tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_missing_column_is_told(source, synthesise, tmp_path):
    with pytest.raises(ColumnNotFound):
        synthesise(source, tmp_path / "out", columns=Columns(identifier="answer_id", text="texte"))

    assert list(tmp_path.iterdir()) == []


def test_place_that_cannot_be_written_is_told(source, synthesise, tmp_path):
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(OutputFailed, match=r"^Expected to write .*, and could not: "):
        synthesise(source, tmp_path / "file" / "out")


# ------------------------------------------------------------------ other corpora


def test_defaults_and_english_texts_make_a_synthesis(write_source, tmp_path, columns):
    pairs = [("train", "station"), ("tax", "budget"), ("school", "teacher")]
    rows = [
        {
            "answer_id": f"{number:02d}",
            "text": f"The {first} and the {second} of town {number % 7}",
            "author": "",
            "day": "",
            "département": "",
        }
        for number, (first, second) in enumerate(pairs * 10)
    ]
    source = write_source(tmp_path / "towns.csv", rows)

    with open_executor() as executor:
        synthesis = run_synthesis(source, tmp_path / "out", columns=columns, executor=executor)

    assert (tmp_path / "out" / "report.html").is_file()
    assert sum(theme.answers for theme in synthesis.themes if theme.parent is None) == 30
    # The columns are there, and say nothing: no author is known, no day, no value.
    participation = synthesis.participation
    assert (participation.authors, participation.most_by_one_author) == (0, 0)
    assert (participation.first_on, participation.last_on) == (None, None)
    assert (participation.by, synthesis.crossings) == ((), ())
    assert {theme.authors for theme in synthesis.themes} == {0}


def test_report_in_another_language_is_in_english(source, synthesise, quick, tmp_path):
    settings = replace(quick, language="en", known_percent=0, title="Canal", stability_replicates=0)

    synthesise(source, tmp_path / "out", settings=settings)

    assert '<html lang="en"' in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["Le train et la gare", "Le train"])
def test_answers_that_all_say_the_same_are_one_theme_without_typical_word(
    write_source, synthesise, tmp_path, text
):
    rows = [{"answer_id": str(number), "text": text} for number in range(9)]
    source = write_source(tmp_path / "same.csv", rows)

    columns = Columns(identifier="answer_id", text="text")
    [theme] = synthesise(source, tmp_path / "out", columns=columns).themes

    assert (theme.theme_id, theme.answers, theme.share) == ("01", 9, 1)
    assert (theme.terms, theme.label) == ((), "")


def test_themes_that_win_no_answer_are_not_published(source, synthesise, quick, tmp_path):
    settings = replace(quick, themes=150, stability_replicates=0)

    synthesis = synthesise(source, tmp_path / "out", settings=settings)

    sizes = [theme.answers for theme in synthesis.themes if theme.parent is None]
    assert min(sizes) > 0
    assert sizes == sorted(sizes, reverse=True)
    assert [theme.theme_id for theme in synthesis.themes if theme.parent is None] == [
        f"{rank:02d}" for rank in range(1, len(sizes) + 1)
    ]


def test_answer_has_the_theme_that_it_names_first(
    write_source, synthesise, quick, rows_of, tmp_path
):
    places = ["ville", "village", "canton", "vallée", "hameau", "quartier", "bourg"]
    texts = [
        f"{said} ({place})"
        for said in ("Le train et la gare", "La taxe et le budget")
        for place in places
    ]
    texts += [
        "Le train et la gare, la taxe et le budget",
        "La taxe et le budget, le train et la gare",
    ]
    rows = [{"answer_id": f"{number:02d}", "text": text} for number, text in enumerate(texts)]
    source = write_source(tmp_path / "order.csv", rows)

    columns = Columns(identifier="answer_id", text="text")
    settings = replace(quick, themes=2, stability_replicates=0)
    synthesise(source, tmp_path / "out", columns=columns, settings=settings)

    themes = [row["theme_id"] for row in rows_of(tmp_path / "out" / "assignments.csv")]
    assert themes[0] != themes[7]
    assert themes == [themes[0]] * 7 + [themes[7]] * 7 + [themes[0], themes[7]]


def test_identifiers_are_kept_to_the_letter(write_source, synthesise, rows_of, tmp_path):
    texts = ["Le train et la gare", "La taxe et le budget"] * 6
    rows = [{"answer_id": f'=A{number}"é,\n;', "text": text} for number, text in enumerate(texts)]
    source = write_source(tmp_path / "odd.csv", rows)

    synthesise(source, tmp_path / "out", columns=Columns(identifier="answer_id", text="text"))

    assert {row["contribution_id"] for row in rows_of(tmp_path / "out" / "assignments.csv")} == {
        row["answer_id"] for row in rows
    }


def test_a_theme_is_named_by_its_words_whether_denied_or_not():
    lemmas = ["respect", "¬respect", "¬taxer", "train", "vote", "école"]
    terms = tuple(
        Term(lemma=lemma, surface=f"{lemma}s", answers=1, chi_square=9.0, specificity=3.0)
        for lemma in lemmas
    )

    assert _label(terms) == "respects, taxers, trains, votes"
    assert _label(terms[:2]) == "respects"
    assert _label(()) == ""
