"""Rare ideas, from a large invented consultation to what is published of them."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from civiscope.runs.executors import open_executor
from civiscope.runs.synthesis.checking import trace, verify
from civiscope.runs.synthesis.pipeline import find
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns, read_contributions

THEMES = (
    "train gare billet wagon rail quai contrôleur locomotive guichet bagage",
    "école professeur classe cantine élève lecture cartable récréation cahier trousse",
    "impôt taxe fiscalité revenu percepteur budget dépense dette contribuable euro",
    "hôpital médecin urgence infirmière pharmacie ordonnance chirurgien clinique soin lit",
)
IDEA = ("tulipe", "brouette", "compost")
ASIDE = ["potager", "arrosoir", "râteau", "semis", "terreau"]
SETTINGS = Settings(themes=4, stability_replicates=0, interval_replicates=100)
COLUMNS = Columns(identifier="answer_id", text="text", author="author")


def say(words):
    return "Pour " + ", ".join(f"le {word}" for word in words) + "."


def consult(*, n_answers=20_000, n_planted=12):
    """Plant an idea of a few answers among those of four themes, its words also said alone."""
    rng = np.random.default_rng(8)
    vocabularies = [theme.split() for theme in THEMES]
    said = []
    for number in range(n_answers):
        words = rng.choice(vocabularies[number % 4], 4, replace=False).tolist()
        # Now and then one word of the idea, or one that nobody says with it.
        if number % 100 == 0:
            words.append(rng.choice([*IDEA, *ASIDE]))
        said.append(words)
    for number, row in enumerate(rng.choice(n_answers, n_planted, replace=False).tolist()):
        aside = rng.choice(vocabularies[number % 4], 2, replace=False).tolist()
        said[row] = [IDEA[number % 3], aside[0], IDEA[(number + 1) % 3], IDEA[(number + 2) % 3]]
    rows = tuple(
        {"answer_id": f"a{number:05d}", "text": say(words), "author": f"auteur {number % 15_000}"}
        for number, words in enumerate(said)
    )
    planted = {row["answer_id"] for row in rows if all(word in row["text"] for word in IDEA)}
    return rows, planted


@pytest.fixture(scope="module")
def consultation():
    return consult()


@pytest.fixture(scope="module")
def found(consultation, write_source, synthesise, tmp_path_factory):
    """Publish the synthesis of the consultation, once; read it only."""
    place = tmp_path_factory.mktemp("rare")
    source = write_source(place / "garden.csv", consultation[0])
    folder = place / "out"
    return source, folder, synthesise(source, folder, columns=COLUMNS, settings=SETTINGS)


def test_planted_idea_is_found_among_twenty_thousand_answers(consultation, found, rows_of):
    rows, planted = consultation
    _, folder, synthesis = found
    people = {row["author"] for row in rows if row["answer_id"] in planted}

    [idea] = synthesis.rare_ideas

    assert (idea.idea_id, idea.answers, idea.authors) == ("r01", 12, len(people))
    assert (idea.voices, idea.together) == (len(people), len(people))
    assert sorted(idea.words.split(", ")) == sorted(IDEA)
    assert 0 < idea.expected < 1
    assert 10**-idea.specificity < idea.q_value < 1e-6
    assert 1 / 3 <= idea.carried <= 1
    assert 0 <= idea.explained <= 0.25
    assigned = {
        row["contribution_id"]: row["idea_id"] for row in rows_of(folder / "rare-answers.csv")
    }
    assert assigned == dict.fromkeys(planted, "r01")


def test_an_idea_has_a_typical_excerpt_and_one_drawn_by_lot(consultation, found):
    rows, planted = consultation
    texts = {row["answer_id"]: row["text"] for row in rows}

    [idea] = found[2].rare_ideas

    assert [excerpt.is_random for excerpt in idea.excerpts] == [False, True]
    assert len({excerpt.contribution_id for excerpt in idea.excerpts} & planted) == 2
    for excerpt in idea.excerpts:
        assert excerpt.text == texts[excerpt.contribution_id]


def test_an_idea_is_traced_and_verified(consultation, found):
    folder = found[1]

    assert trace(folder, "r01") == sorted(consultation[1])
    assert {check.holds for check in verify(folder)} == {True}
    assert [check.found for check in verify(folder) if check.what == "answers of r01"] == [
        "published 12, counted 12"
    ]


def test_rare_answers_are_the_same_as_csv_and_parquet(found, rows_of):
    folder = found[1]

    parquet = pq.read_table(folder / "rare-answers.parquet").to_pylist()

    assert rows_of(folder / "rare-answers.csv") == parquet


def test_order_and_cut_of_the_answers_change_no_bit(consultation, found, write_source, tmp_path):
    order = np.random.default_rng(1).permutation(len(consultation[0]))
    shuffled = [consultation[0][place] for place in order]
    source = write_source(tmp_path / "shuffled.csv", shuffled)
    whole = read_contributions(source, tmp_path / "whole.parquet", columns=COLUMNS)
    pq.write_table(pq.read_table(whole.path), tmp_path / "cut.parquet", row_group_size=3333)

    with open_executor() as executor:
        again = find(
            replace(whole, path=tmp_path / "cut.parquet"),
            settings=SETTINGS,
            executor=executor,
            progress=lambda _stage, _done, _total: None,
        ).rare
        once = find(
            read_contributions(found[0], tmp_path / "once.parquet", columns=COLUMNS),
            settings=SETTINGS,
            executor=executor,
            progress=lambda _stage, _done, _total: None,
        ).rare

    assert (again.words, again.quoted) == (once.words, once.quoted)
    for name in ("expected", "rows", "ideas"):
        assert getattr(again, name).tobytes() == getattr(once, name).tobytes()
    for name in ("answers", "voices", "together", "digits", "q_digits", "carried", "explained"):
        assert getattr(again.measures, name).tobytes() == getattr(once.measures, name).tobytes()


def test_copies_and_one_author_make_no_idea(consultation, write_source, synthesise, tmp_path):
    rows, planted = consultation
    by_one = [row | {"author": "auteur 7"} if row["answer_id"] in planted else row for row in rows]
    example = next(row["text"] for row in rows if row["answer_id"] in planted)
    copied = [row | {"text": example} if row["answer_id"] in planted else row for row in rows]

    for name, said in (("by-one", by_one), ("copied", copied)):
        source = write_source(tmp_path / f"{name}.csv", said)
        synthesis = synthesise(source, tmp_path / name, columns=COLUMNS, settings=SETTINGS)
        assert synthesis.rare_ideas == ()


def test_no_idea_is_published_where_none_is_asked_for(found, synthesise, rows_of, tmp_path):
    settings = replace(SETTINGS, rare_ideas=0)

    synthesis = synthesise(found[0], tmp_path / "out", columns=COLUMNS, settings=settings)

    assert synthesis.rare_ideas == ()
    for name in ("rare-ideas.csv", "rare-excerpts.csv", "rare-answers.csv"):
        assert rows_of(tmp_path / "out" / name) == []


def test_shuffled_words_hold_no_idea_in_nineteen_draws_of_twenty(write_source, tmp_path):
    rng = np.random.default_rng(3)
    rows, _ = consult(n_answers=2_000)
    texts = [row["text"].removeprefix("Pour ").removesuffix(".").split(", ") for row in rows]
    lengths, deck = [len(words) for words in texts], np.concatenate(texts)
    draws = Counter()
    for draw in range(20):
        hands = np.split(rng.permutation(deck), np.cumsum(lengths)[:-1])
        shuffled = [
            row | {"text": f"Pour {', '.join(hand)}."}
            for row, hand in zip(rows, hands, strict=True)
        ]
        source = write_source(tmp_path / f"{draw}.csv", shuffled)
        read = read_contributions(source, tmp_path / f"{draw}.parquet", columns=COLUMNS)
        with open_executor() as executor:
            found = find(
                read,
                settings=SETTINGS,
                executor=executor,
                progress=lambda _stage, _done, _total: None,
            )
        draws[len(found.rare.words)] += 1

    assert draws[0] >= 19


def test_ideas_without_authors_are_counted_by_answers(found, synthesise, tmp_path):
    columns = Columns(identifier="answer_id", text="text")

    synthesis = synthesise(found[0], tmp_path / "out", columns=columns, settings=SETTINGS)

    [idea] = synthesis.rare_ideas
    assert (idea.answers, idea.authors, idea.voices) == (12, None, 12)
