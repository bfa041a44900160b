"""A synthesis with everything a report has to say, from texts that nobody sent."""

from dataclasses import replace

import pytest

from civiscope.synthesis.naming import MachineName, Naming, Quote
from civiscope.synthesis.representativeness import Coverage, Place, Representativeness
from civiscope.synthesis.results import (
    Campaign,
    Crossing,
    Excerpt,
    Participation,
    RareIdea,
    Synthesis,
    Term,
    Theme,
    TriedNumber,
    Unclassified,
    Wording,
)
from civiscope.synthesis.weighted import Weighted, WeightedCell, WeightedShare

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
RARE_IDEAS = tuple(
    RareIdea(
        idea_id=f"r{number:02}",
        words=f"tram {number}, canal, berge",
        answers=20,
        authors=12,
        voices=13,
        together=11,
        expected=0.004 if number == 1 else 1.237,
        specificity=31.2,
        q_value=4.2e-25,
        carried=0.61,
        explained=0.043,
        excerpts=(
            excerpt(300 + number, f"Un tram le long du canal, n° {number}."),
            excerpt(400 + number, f"Le tram {number} sur la berge.", is_random=True),
        ),
    )
    for number in range(1, 33)
)
NUMBERS = tuple(
    TriedNumber(
        question=None,
        themes=themes,
        gain=gain,
        behind=0.36 - gain,
        error=0.0123,
        is_chosen=themes == 8,
    )
    for themes, gain in ((5, 0.2), (8, 0.36), (10, 0.31))
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
    rare_ideas=RARE_IDEAS,
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
    rare_ideas=tuple(replace(one, authors=None) for one in RARE_IDEAS[:2]),
    campaigns=CAMPAIGNS[1:],
    crossings=(),
)


def place(level, code, name, participants, population, index, *, spread=0.2, **more):
    usual = {
        "least": int(participants),
        "most": int(participants),
        "expected": participants / index if index else 4.2,
        "per_10000": 10_000 * participants / population,
        "index_low": index * (1 - spread),
        "index_high": index * (1 + spread) + 0.1,
        "q_value": 0.9,
        "is_notable": False,
    }
    return Place(
        level=level,
        code=code,
        name=name,
        participants=participants,
        population=population,
        index=index,
        **{**usual, **more},
    )


def coverage(level, **more):
    usual = {
        "unit": "author",
        "column": "postal_code",
        "participants": 2500,
        "located": 2300.0,
        "elsewhere": 20.0,
        "several": 30,
        "unplaced": 0,
        "unrecognised": 50,
        "missing": 100,
        "ambiguous": 0,
        "inferred": 3,
        "unsigned": 12,
        "population": 4_000_000,
        "dissimilarity": 0.1234,
    }
    return Coverage(level=level, **{**usual, **more})


REPRESENTATIVENESS = Representativeness(
    coverages=(
        coverage("region"),
        coverage("department", ambiguous=1),
        coverage("size", located=2250.4, unplaced=50, ambiguous=900, dissimilarity=0.4),
        coverage(
            "department,size",
            located=2250.4,
            design_effect=1.234,
            effective_size=1823.6,
            smallest_weight=0.4,
            largest_weight=7.125,
        ),
    ),
    places=(
        place("region", "52", "Pays de la Loire", 2000.0, 3_000_000, 1.1594),
        place("region", "53", "Bretagne", 300.0, 1_000_000, 0.5217, is_notable=True),
        place("department", "49", "Maine-et-Loire", 1500.0, 833_776, 3.1291, is_notable=True),
        place("department", "44", "Loire-Atlantique", 799.0, 1_500_000, 0.9264),
        place("department", "988", "Nouvelle-Calédonie", 1.4, 264_596, 0.0092, is_notable=True),
        place("size", "0-499", "0-499", 250.4, 500_000, 0.8903),
        place("size", "100000+", "100000+", 2000.0, 3_500_000, 1.0157),
    ),
)
WEIGHTED = Weighted(
    cells=(
        WeightedCell(
            department="49", region=None, size="0-499", participants=12.0, population=9, weight=1.5
        ),
    ),
    shares=(
        WeightedShare(
            theme_id="01",
            answers=1200,
            share=0.4113,
            share_low=0.4,
            share_high=0.42,
            share_weighted=0.36,
            share_weighted_low=0.34,
            share_weighted_high=0.38,
        ),
        WeightedShare(
            theme_id="01.1",
            answers=300,
            share=0.1,
            share_low=0.09,
            share_high=0.11,
            share_weighted=0.1,
            share_weighted_low=0.09,
            share_weighted_high=0.11,
        ),
        WeightedShare(
            theme_id="02",
            answers=900,
            share=0.3,
            share_low=0.28,
            share_high=0.32,
            share_weighted=0.29996,
            share_weighted_low=0.28,
            share_weighted_high=0.32,
        ),
    ),
)
PLACED = replace(SYNTHESIS, representativeness=REPRESENTATIVENESS, weighted=WEIGHTED)
EMPTY = replace(ANONYMOUS, themes=(), rare_ideas=(), unclassified=(), campaigns=(), thresholds=())


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


def machine_name(theme_id, name, sentence, *quotes):
    return MachineName(
        theme_id=theme_id,
        name=name,
        sentence=sentence,
        quotes=tuple(Quote(contribution_id=one.contribution_id, text=text) for one, text in quotes),
        model="parrot-1",
        prompt="0" * 64,
    )


NAMING = Naming(
    model="parrot",
    host="model.example:8000",
    n_asked=4,
    names=(
        machine_name(
            "01",
            "Circuler à vélo",
            "Ces réponses demandent des pistes et des bus.",
            (THEMES[0].excerpts[0], "pistes cyclables ; pas des"),
            (THEMES[0].excerpts[1], BUS),
        ),
        machine_name(
            "01.1",
            "Aller à l'école à vélo",
            "Ces réponses parlent du chemin de l'école.",
            (THEMES[0].excerpts[2], "Du vélo !"),
        ),
    ),
)


@pytest.fixture
def naming():
    return NAMING


@pytest.fixture
def numbers():
    return NUMBERS


@pytest.fixture
def synthesis():
    return SYNTHESIS


@pytest.fixture
def anonymous():
    return ANONYMOUS


@pytest.fixture
def placed():
    return PLACED


@pytest.fixture
def empty():
    return EMPTY


@pytest.fixture
def by_question():
    return BY_QUESTION


@pytest.fixture
def raw():
    return RAW


@pytest.fixture(params=["alone", "anonymous", "empty", "by question", "placed"])
def any_synthesis(request):
    every = {
        "alone": SYNTHESIS,
        "anonymous": ANONYMOUS,
        "empty": EMPTY,
        "by question": BY_QUESTION,
        "placed": PLACED,
    }
    return every[request.param]
