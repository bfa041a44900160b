"""Campaigns planted among other answers: copied, lightly edited, or filled in."""

import csv
import gzip
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from civiscope.corpus.campaigns import describe_campaigns, find_campaigns
from civiscope.corpus.families import families
from civiscope.corpus.signatures import MIN_WORDS, sign
from requirements import needs, real_data

COPIED = (
    "La fermeture des maternités met les femmes en danger : nous voulons un moratoire national",
    "Arrêtez les compteurs communicants imposés : chacun doit pouvoir dire non sans payer plus",
)
EDITED = (
    (
        "Il faut la consigne des bouteilles en verre dans tous les magasins, et que le produit de "
        "la taxe aille aux communes qui réparent leurs réseaux d'eau"
    ),
    (
        "Les aidants familiaux doivent avoir droit à un congé payé par la sécurité sociale et à "
        "des trimestres de retraite, car ils font un travail que la collectivité ne fait pas"
    ),
    "Nous demandons l'interdiction de la chasse le dimanche et toutes les vacances scolaires",
)
TEMPLATES = (
    (
        "Je suis {job} à {town} et je demande que les heures supplémentaires de nuit soient payées "
        "le double, comme promis depuis dix ans par tous les gouvernements"
    ),
    (
        "En tant que {job} habitant {town}, je soutiens la création d'un pass ferroviaire unique à "
        "trente euros par mois valable dans toutes les régions"
    ),
    "Je suis {job} à {town} et je demande l'abandon du projet de contournement autoroutier nord",
)
JOBS = (
    *("infirmière", "professeur des écoles", "agriculteur", "retraité de la poste", "étudiante"),
    *("chauffeur routier", "aide-soignante", "artisan boulanger"),
)
TOWNS = ("Brest", "Clermont-Ferrand", "Saint-Étienne", "Pau", "Charleville-Mézières", "Le Mans")
ADDED = ("vraiment", "absolument", "enfin", "maintenant", "partout", "svp")
FIRST_ON = date(2019, 1, 22)


def edit(text, rng):
    """Drop, add or misspell a few words: one in ten at most, and one at least."""
    words = text.split()
    for _ in range(int(rng.integers(1, 2 + len(words) // 10))):
        place = int(rng.integers(0, len(words)))
        match rng.integers(0, 3):
            case 0:
                del words[place]
            case 1:
                words.insert(place, str(rng.choice(ADDED)))
            case _:
                words[place] = words[place][:-1] + "x"
    return " ".join(words)


def copy(text, rng):
    return str(rng.choice([text, text.upper(), text + " !!", "  " + text.lower()]))


def fill(template, rng):
    return template.format(job=rng.choice(JOBS), town=rng.choice(TOWNS))


def plant(rng, size):
    """Return the texts of each campaign, `size` of each."""
    ways = [(COPIED, copy), (EDITED, edit), (TEMPLATES, fill)]
    return [[write(model, rng) for _ in range(size)] for models, write in ways for model in models]


def panel(rng, n_others, planted):
    """Return what is known of each answer: campaigns are sent in three days, from one place."""
    n_planted = sum(map(len, planted))
    usual = rng.integers(0, 55, n_others)
    bursts = np.concatenate([rng.integers(0, 50) + rng.integers(0, 3, len(c)) for c in planted])
    days = [FIRST_ON + timedelta(days=int(day)) for day in np.concatenate((usual, bursts))]
    authors = [f"u{number}" for number in rng.integers(0, n_others, n_others)]
    places = rng.choice(["29", "33", "59", "69", "75"], n_others).tolist()
    return pa.table(
        {
            "contribution_id": [f"id{row:07d}" for row in range(n_others + n_planted)],
            "author": authors + [f"v{number}" for number in range(n_planted)],
            "date": days,
            "département": places + ["13"] * n_planted,
        }
    )


def in_campaigns(found, authors):
    return np.isin(found.family, find_campaigns(found, authors=authors))


def check_planted(others, size, seed):
    """Plant campaigns among answers; return recall, precision and the campaigns described."""
    rng = np.random.default_rng(seed)
    planted = plant(rng, size)
    table = panel(rng, len(others), planted)
    texts = others + [text for campaign in planted for text in campaign]
    before = families(pa.array(others, pa.large_string()))
    after = families(pa.array(texts, pa.large_string()))
    is_planted = np.arange(len(texts)) >= len(others)
    known = np.zeros(len(texts), np.bool_)
    known[: len(others)] = in_campaigns(before, table["author"].slice(0, len(others)))
    marked = in_campaigns(after, table["author"]) & ~known
    recall = (marked & is_planted).sum() / is_planted.sum()
    precision = (marked & is_planted).sum() / marked.sum()
    assert sign(pa.array(texts)).n_words[marked].min() >= MIN_WORDS
    described = describe_campaigns(after, table, by=["département"])
    ids = set(table["contribution_id"].slice(len(others)).to_pylist())
    ours = [one for one in described if one.wordings[0].example_id in ids]
    return recall, precision, ours


def ordinary_answers(rng, n_answers):
    """Make answers of common words, of which many short ones are the same."""
    words = [
        f"{a}{b}{c}" for a in "bcdfglmnprst" for b in ("a", "ou", "i") for c in ("", "r", "te")
    ]
    common = ["supprimer la csg", "oui", "je ne sais pas", "la TVA sur les produits essentiels"]
    lengths = rng.integers(2, 40, n_answers)
    own = [" ".join(rng.choice(words, length)) for length in lengths]
    return own + [str(text) for text in rng.choice(common, n_answers)]


@pytest.mark.parametrize(("size", "seed"), [(12, 1), (60, 2)])
def test_planted_campaigns_are_found_among_made_up_answers(size, seed):
    others = ordinary_answers(np.random.default_rng(seed), 2000)

    recall, precision, campaigns = check_planted(others, size, seed)

    assert recall >= 0.95
    assert precision >= 0.95
    assert len(campaigns) == 8
    for campaign in campaigns:
        assert campaign.n_authors >= 0.95 * size
        assert campaign.places == (("département", "13", campaign.n_answers),)
        assert campaign.densest_week.share == 1
        assert campaign.densest_week.p_bound < 0.001


def grand_debat(every):
    with gzip.open(real_data() / "grand-debat" / "answers.csv.gz", "rt", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file)][::every]


@needs("real-data")
@pytest.mark.parametrize(("size", "seed"), [(8, 3), (40, 4)])
def test_planted_campaigns_are_found_among_real_answers(size, seed):
    recall, precision, campaigns = check_planted(grand_debat(every=4), size, seed)

    assert recall >= 0.95
    assert precision >= 0.95
    assert len(campaigns) == 8
    assert all(campaign.densest_week.p_bound < 0.001 for campaign in campaigns)


@needs("real-data")
def test_campaigns_of_the_grand_debat_are_those_that_were_copied():
    answers = grand_debat(every=1)

    found = families(pa.array(answers))

    campaigns = find_campaigns(found)
    assert found.n_answers[campaigns].tolist() == [289, 82, 21, 14]


def republique_numerique():
    path = real_data() / "republique-numerique" / "arguments.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = {"contribution_id": "id", "author": "author", "date": "created_at", "text": "body"}
    return pa.table({name: [row[column] for row in rows] for name, column in names.items()})


@needs("real-data")
def test_what_one_author_repeats_in_republique_numerique_is_no_campaign():
    table = republique_numerique()
    found = families(table["text"])

    (repeated,) = describe_campaigns(found, table, min_authors=1)

    assert describe_campaigns(found, table) == ()
    assert (repeated.n_answers, repeated.n_authors) == (5, 1)
    assert (repeated.first_on, repeated.last_on) == (date(2015, 10, 18), date(2015, 10, 18))


@needs("real-data")
def test_a_campaign_among_real_authors_and_days_is_counted_and_dated():
    table, rng = republique_numerique(), np.random.default_rng(5)
    days = [written[:10] for written in table["date"].to_pylist()]
    texts, authors = table["text"].to_pylist(), table["author"].to_pylist()
    chosen = [row for row, day in enumerate(days) if day == "2015-10-08"][:30]
    for row in chosen:
        texts[row] = fill(TEMPLATES[0], rng)

    (campaign,) = describe_campaigns(families(pa.array(texts)), table)

    assert campaign.n_answers == len(chosen)
    assert campaign.n_authors == len({authors[row] for row in chosen}) < len(chosen)
    assert sum(wording.n_answers for wording in campaign.wordings) == len(chosen)
    assert campaign.densest_day.first_on == date(2015, 10, 8)
    assert campaign.densest_day.share == 1
    assert campaign.densest_day.corpus_share == days.count("2015-10-08") / len(days)
    assert campaign.densest_day.p_bound < 0.001
