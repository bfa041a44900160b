from datetime import date, datetime
from math import exp, log

import pyarrow as pa
import pytest

from civiscope.corpus.campaigns import Wording, describe_campaigns, find_campaigns
from civiscope.corpus.families import families
from civiscope.errors import InputError

TEXT = (
    "Nous demandons que la ligne de train de nuit entre Brest et Lyon rouvre dès cet été, avec "
    "des tarifs accessibles à toutes et à tous"
)
OTHER = TEXT.replace("dès cet été", "au plus vite")
TEXTS = [TEXT, TEXT.upper(), OTHER, TEXT, TEXT, OTHER, "Oui", "Oui", "Non"]


def contributions(texts=TEXTS, **columns):
    ids = [f"id-{len(texts) - row}" for row in range(len(texts))]
    return pa.table({"contribution_id": ids, **columns})


def test_a_campaign_is_described():
    table = contributions(
        author=["a", "b", "c", "d", "e", "e", "f", "g", None],
        date=[
            *["2019-02-04T10:00:00+0100", "2019-02-04", "2019-02-04T23:59:59"],
            *["2019-02-09", "2019-03-01", None, "2019-02-04", "2019-04-01", "le 3 mai 2019"],
        ],
        département=["29", "29", None, "69", "69", "69", "75", "75", "75"],
    )

    (campaign,) = describe_campaigns(families(pa.array(TEXTS)), table, by=["département"])

    assert (campaign.family, len(campaign.key)) == (0, 32)
    assert (campaign.n_answers, campaign.n_authors, campaign.n_without_author) == (6, 5, 0)
    assert campaign.wordings == (
        Wording(n_answers=4, n_authors=4, example_id="id-9"),
        Wording(n_answers=2, n_authors=2, example_id="id-7"),
    )
    assert (campaign.first_on, campaign.last_on) == (date(2019, 2, 4), date(2019, 3, 1))
    assert campaign.places == (
        ("département", "69", 3),
        ("département", "29", 2),
        ("département", None, 1),
    )


def test_no_more_wordings_are_listed_than_are_asked_for():
    found, table = families(pa.array(TEXTS)), contributions()

    (campaign,) = describe_campaigns(found, table, min_answers=5, most_wordings=1)

    assert campaign.n_wordings == 2
    assert campaign.wordings == (Wording(n_answers=4, n_authors=None, example_id="id-9"),)


def test_wordings_that_are_as_frequent_stand_in_the_order_of_their_hashes():
    texts = [TEXT, OTHER] * 5
    found = families(pa.array(texts))

    (campaign,) = describe_campaigns(found, contributions(texts), min_answers=5)

    assert [wording.n_answers for wording in campaign.wordings] == [5, 5]
    first = int(found.wording[0] > found.wording[1])
    assert [wording.example_id for wording in campaign.wordings] == [
        f"id-{10 - first}",
        f"id-{9 + first}",
    ]


def test_a_burst_is_the_densest_days_against_the_corpus():
    dates = [date(2019, 2, 4)] * 3 + [date(2019, 2, 9), date(2019, 3, 1), None]
    others = [date(2019, 2, 4), date(2019, 4, 1), date(2019, 1, 1)]

    (campaign,) = describe_campaigns(
        families(pa.array(TEXTS)), contributions(date=[*dates, *others]), min_answers=5
    )

    day, week = campaign.densest_day, campaign.densest_week
    assert (day.first_on, day.n_days, day.n_answers) == (date(2019, 2, 4), 1, 3)
    assert (day.share, day.corpus_share) == (3 / 5, 4 / 8)
    assert day.statistic == pytest.approx(3 * log(6 / 5) + 2 * log(4 / 5))
    assert day.p_bound == 1
    assert (week.first_on, week.n_days, week.n_answers) == (date(2019, 2, 4), 7, 4)
    assert (week.share, week.corpus_share) == (4 / 5, 5 / 8)


def test_a_burst_of_all_answers_is_weighed_by_its_length():
    dates = [date(2019, 2, 4)] * 6 + [date(2019, 2, 5)] * 3

    (campaign,) = describe_campaigns(
        families(pa.array(TEXTS)), contributions(date=dates), min_answers=5
    )

    assert campaign.densest_day.statistic == pytest.approx(6 * log(9 / 6))
    assert campaign.densest_day.p_bound == pytest.approx(2 * exp(-6 * log(9 / 6)))
    assert campaign.densest_week.statistic == 0


def test_dates_may_be_timestamps():
    dates = pa.array([datetime(2019, 2, 4, 12)] * 9, pa.timestamp("us"))  # noqa: DTZ001 - none here

    (campaign,) = describe_campaigns(
        families(pa.array(TEXTS)), contributions(date=dates), min_answers=5
    )

    assert campaign.first_on == campaign.last_on == date(2019, 2, 4)


def test_what_is_unknown_is_said_to_be():
    (campaign,) = describe_campaigns(
        families(pa.array(TEXTS)), contributions(date=["?"] * 9), min_answers=6
    )

    assert (campaign.n_authors, campaign.n_without_author) == (None, 6)
    assert (campaign.first_on, campaign.last_on) == (None, None)
    assert (campaign.densest_day, campaign.densest_week) == (None, None)
    assert campaign.places == ()
    assert campaign.wordings[0].n_authors is None


def test_one_person_makes_no_campaign():
    texts = [TEXT] * 30

    found = find_campaigns(families(pa.array(texts)), authors=pa.array(["a"] * 30))

    assert found.tolist() == []


def test_answers_without_author_make_a_campaign_with_those_that_have_one():
    known = pa.chunked_array([["a", "a", "b"], [None] * 8])

    found = families(pa.array([TEXT] * 11))

    assert find_campaigns(found, authors=known).tolist() == [0]
    assert find_campaigns(found, authors=known, min_answers=11).tolist() == []


def test_common_opinions_are_no_campaign():
    short = ["Supprimer la CSG"] * 500 + ["La TVA sur les produits de première nécessité"] * 200
    ends = (" et taxer le luxe", ", la CSG des retraites", ". Taxer les yachts", " et le bio")
    alike = [
        f"{verb} la TVA sur les produits de première nécessité{end}"
        for verb in ("Baisser", "Supprimer", "Réduire", "Annuler")
        for end in ends
    ]
    found = families(pa.array(short + alike))

    assert found.n_answers.tolist()[:3] == [500, 200, 16]
    assert find_campaigns(found).tolist() == []


def test_no_contribution_makes_no_campaign():
    table = pa.table({"contribution_id": pa.array([], pa.string())})

    assert describe_campaigns(families(pa.array([], pa.string())), table) == ()


def test_columns_that_are_missing_are_named():
    found = families(pa.array(TEXTS))

    with pytest.raises(InputError, match="'région', got contribution_id"):
        describe_campaigns(found, contributions(), by=["région"])
    with pytest.raises(InputError, match="'contribution_id', got id"):
        describe_campaigns(found, pa.table({"id": ["a"]}))


def test_rows_must_be_those_of_the_texts():
    found = families(pa.array(TEXTS))

    with pytest.raises(InputError, match="as many contributions as texts, 9, got 1"):
        describe_campaigns(found, contributions(TEXTS[:1]))
    with pytest.raises(InputError, match="author of each of 9 texts, got 1"):
        find_campaigns(found, authors=pa.array(["a"]))
