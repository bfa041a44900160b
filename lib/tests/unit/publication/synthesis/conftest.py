"""A synthesis with everything a report has to say, from texts that nobody sent."""

from dataclasses import replace

import pytest

from civiscope.synthesis.results import (
    Campaign,
    Crossing,
    Excerpt,
    Participation,
    Synthesis,
    Term,
    Theme,
    Unclassified,
    Wording,
)

# What a renderer might mend, obey or drop: blanks, quotes, markup, accents apart, signs.
RAW = (
    'Il  faut des pistes cyclables ; pas des "promesses"... n\'est-ce pas ? <b>Oui</b> & #set '
    "[x] *y* _z_ $5$ -- « enfin » 50% e\u0301te"
)
BUS = "Des bus le soir et le dimanche, sinon on reprend la voiture."
LETTER = (
    "Nous demandons que la place du marché reste ouverte aux voitures le samedi matin, afin que "
    "les commerçants puissent travailler."
)
CHILDREN = "What should be done for children?"


def excerpt(number, text, *, is_random=False):
    return Excerpt(contribution_id=f"avis-{number:04}", text=text, is_random=is_random)


def term(surface, answers, specificity, *, lemma=""):
    return Term(
        lemma=lemma or surface,
        surface=surface,
        answers=answers,
        chi_square=12.5,
        specificity=specificity,
    )


def theme(theme_id, label, answers, share, **more):
    usual = {
        "parent": None,
        "question": None,
        "terms": (term(label.split(", ")[0], answers // 2, 41.26), term("ville", 12, 3.0)),
        "authors": answers - 10,
        "authors_once": answers - 20,
        "share_low": share * 0.9,
        "share_high": share * 1.1,
        "stability": 0.82,
        "found_again": 0.71,
        "excerpts": (),
    }
    return Theme(theme_id=theme_id, label=label, answers=answers, share=share, **{**usual, **more})


THEMES = (
    theme(
        "01",
        "vélo, piste, cyclable",
        1234,
        0.4113,
        terms=(term("pistes", 640, 120.04), term("¬voiture", 31, 7.5, lemma="¬voiture")),
        excerpts=(excerpt(1, RAW), excerpt(2, BUS), excerpt(3, "Du vélo !", is_random=True)),
    ),
    theme("01.1", "vélo, école", 300, 0.1, parent="01", stability=None),
    theme("01.2", "piste, sécurité", 1, 0.0003, parent="01", stability=0.4, authors=1),
    theme(
        "02",
        "école, cantine, repas",
        900,
        0.3,
        stability=0.48,
        found_again=0.31,
        excerpts=(excerpt(4, "Des repas bio à la cantine.", is_random=True),),
    ),
    theme("03", "parc, arbres", 500, 0.1667, terms=(), stability=None, found_again=None),
)
UNCLASSIFIED = (
    Unclassified(reason="empty", question=None, answers=40, excerpts=()),
    Unclassified(
        reason="non-answer",
        question=None,
        answers=126,
        excerpts=(excerpt(5, "RAS", is_random=True),),
    ),
    Unclassified(reason="unknown-words", question=None, answers=0, excerpts=()),
    Unclassified(
        reason="no-theme",
        question=None,
        answers=200,
        excerpts=tuple(
            excerpt(10 + n, f"Une idée à part, n° {n}", is_random=True) for n in range(9)
        ),
    ),
)
CAMPAIGNS = (
    Campaign(
        campaign_id="01",
        answers=143,
        authors=140,
        n_wordings=4,
        wordings=(
            Wording(contribution_id="avis-0100", text=LETTER, answers=131),
            Wording(contribution_id="avis-0101", text=f"{LETTER} {LETTER} " * 9, answers=1),
        ),
        first_on="2019-02-01",
        last_on="2019-03-12T10:00:00",
        densest_share=0.61,
        places=(
            *(("département", f"{n:02}", 20 - n) for n in range(1, 11)),
            ("âge", "", 3),
        ),
    ),
    Campaign(
        campaign_id="02",
        answers=12,
        authors=None,
        n_wordings=1,
        wordings=(Wording(contribution_id="avis-0200", text=BUS, answers=12),),
        first_on=None,
        last_on=None,
        densest_share=None,
        places=(),
    ),
)
CROSSINGS = (
    *(
        Crossing(
            variable="département",
            value=f"{number:02}",
            theme_id="01",
            answers=30 + number,
            base=100,
            residual=2 + number / 10,
            is_notable=True,
        )
        for number in range(1, 31)
    ),
    Crossing(
        variable="âge",
        value="",
        theme_id="01.1",
        answers=2,
        base=80,
        residual=-3.14,
        is_notable=True,
    ),
    Crossing(
        variable="âge",
        value="18 à 24 ans",
        theme_id="02",
        answers=2,
        base=8,
        residual=0.1,
        is_notable=False,
    ),
)
PARTICIPATION = Participation(
    answers=3000,
    with_text=2960,
    distinct_texts=2700,
    authors=2500,
    most_by_one_author=12,
    first_on="2019-01-22",
    last_on="2019-03-18T23:59:00",
    by=(
        *(("département", f"{number:02}", 300 - number) for number in range(1, 21)),
        ("âge", "", 800),
        ("âge", "18 à 24 ans", 1200),
    ),
)
SYNTHESIS = Synthesis(
    title="La ville de demain",
    language="fr",
    questions=(),
    participation=PARTICIPATION,
    themes=THEMES,
    unclassified=UNCLASSIFIED,
    campaigns=CAMPAIGNS,
    crossings=CROSSINGS,
    thresholds=(("themes.count", "3"), ("campaigns.least_words", "12")),
)
ANONYMOUS = replace(
    SYNTHESIS,
    participation=replace(
        PARTICIPATION, authors=None, most_by_one_author=None, first_on=None, last_on=None, by=()
    ),
    themes=tuple(replace(one, authors=None, authors_once=None) for one in THEMES),
    campaigns=CAMPAIGNS[1:],
    crossings=(),
)
EMPTY = replace(ANONYMOUS, themes=(), unclassified=(), campaigns=(), thresholds=())


def asked(question, place, parts):
    """Return themes or reasons as found on the answers to a question."""
    return tuple(
        replace(
            one,
            question=question,
            **(
                {
                    "theme_id": f"q{place:02}-{one.theme_id}",
                    "parent": one.parent and f"q{place:02}-{one.parent}",
                }
                if isinstance(one, Theme)
                else {}
            ),
        )
        for one in parts
    )


QUESTIONS = ("Que faut-il changer en ville ?", CHILDREN, "Autre chose ?")
BY_QUESTION = replace(
    SYNTHESIS,
    questions=QUESTIONS,
    participation=replace(PARTICIPATION, answers=6000),
    themes=asked(QUESTIONS[0], 1, THEMES) + asked(QUESTIONS[1], 2, THEMES),
    unclassified=asked(QUESTIONS[0], 1, UNCLASSIFIED) + asked(QUESTIONS[2], 3, UNCLASSIFIED),
    crossings=(replace(CROSSINGS[0], theme_id="q01-01.2"),),
)


@pytest.fixture
def synthesis():
    return SYNTHESIS


@pytest.fixture
def anonymous():
    return ANONYMOUS


@pytest.fixture
def empty():
    return EMPTY


@pytest.fixture
def by_question():
    return BY_QUESTION


@pytest.fixture
def raw():
    return RAW


@pytest.fixture(params=["alone", "anonymous", "empty", "by question"])
def any_synthesis(request):
    every = {"alone": SYNTHESIS, "anonymous": ANONYMOUS, "empty": EMPTY, "by question": BY_QUESTION}
    return every[request.param]
