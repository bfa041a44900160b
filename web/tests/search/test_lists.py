"""Lists of one kind: what narrows them, in what order, at what cost."""

import datetime as dt

import pytest

from factories.records import concept, make
from observatory.search.domain.latest import counts_by_kind, latest_news, upcoming
from observatory.search.domain.lists import PAGE_ENTRIES, list_entries
from observatory.search.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercises() -> None:
    for scheme, keys in {
        "type-outil": ("petition", "vote"),
        "modalite": ("numerique", "presentiel"),
        "statut-dispositif": ("en-cours",),
    }.items():
        for key in keys:
            concept(scheme, key, key.capitalize(), f"{key} (en)")
    make(
        "exercise", "a", title={"fr": "Énergie"}, types=["petition"], mode="numerique", date="2018"
    )
    make("exercise", "b", title={"fr": "Budget"}, types=["petition", "vote"], mode="numerique")
    make("exercise", "c", title={"fr": "Climat"}, types=["vote"], mode="presentiel", date="2019-05")
    make("exercise", "d", title={"fr": "Débat"}, mode="presentiel", date="2019")
    make("exercise", "e", title={"fr": "Caché"}, mode="presentiel", date="2019", status="draft")


def listed(filters=(), **options):
    options = {"language": "fr"} | options
    return list_entries("exercise", filters=dict(filters), **options)


def titles_of(page) -> list[str]:
    return [entry.title_fr for entry in page.entries]


def counts_of(page, name: str) -> dict[str, int]:
    (facet,) = [facet for facet in page.facets if facet.name == name]
    return {value.value: value.count for value in facet.values}


def test_list_shows_all_that_is_public_the_most_recent_first(exercises):
    page = listed()

    assert titles_of(page) == ["Climat", "Débat", "Énergie", "Budget"]
    assert (page.total, page.page, page.pages, page.sort) == (4, 1, 1, "date")


def test_list_sorted_by_title_ignores_accents(exercises):
    assert titles_of(listed(sort="title")) == ["Budget", "Climat", "Débat", "Énergie"]
    assert listed(sort="; DROP").sort == "date"


def test_facets_count_each_value_and_what_is_not_known(exercises):
    page = listed()

    assert [facet.name for facet in page.facets] == ["types", "mode", "year"]
    assert counts_of(page, "types") == {"petition": 2, "vote": 2, "": 1}
    assert counts_of(page, "mode") == {"numerique": 2, "presentiel": 2}
    assert list(counts_of(page, "year").items()) == [("2019", 2), ("2018", 1), ("", 1)]


def test_facets_are_worded_in_the_language_asked_for(exercises):
    french, english = listed(), listed(language="en")

    assert [value.label for value in french.facets[0].values][:2] == ["Petition", "Vote"]
    assert [v.label for v in english.facets[0].values] == [
        "petition (en)", "vote (en)", "not known",
    ]  # fmt: skip


def test_selection_does_not_reduce_the_counts_of_its_own_facet(exercises):
    page = listed({"mode": ["numerique"]})

    assert titles_of(page) == ["Énergie", "Budget"]
    assert page.total == 2
    assert counts_of(page, "mode") == {"numerique": 2, "presentiel": 2}
    assert counts_of(page, "types") == {"petition": 2, "vote": 1}
    assert [v.is_selected for f in page.facets if f.name == "mode" for v in f.values] == [
        True, False,
    ]  # fmt: skip


def test_values_of_one_facet_add_up_and_facets_narrow_one_another(exercises):
    both = listed({"types": ["petition", "vote"], "mode": ["presentiel"]})
    three = listed({"types": ["vote"], "mode": ["presentiel"], "year": ["2019"]})

    assert titles_of(both) == ["Climat"]
    assert counts_of(both, "types") == {"vote": 1, "petition": 0, "": 1}
    assert titles_of(three) == ["Climat"]
    assert counts_of(three, "year") == {"2019": 1}
    assert counts_of(three, "mode") == {"presentiel": 1}
    assert counts_of(three, "types") == {"vote": 1, "": 1}


def test_what_is_not_known_can_be_asked_for(exercises):
    assert titles_of(listed({"types": [""]})) == ["Débat"]
    assert titles_of(listed({"year": [""]})) == ["Budget"]
    assert titles_of(listed({"year": ["", "2018"]})) == ["Énergie", "Budget"]


@pytest.mark.parametrize(
    "filters",
    [
        {"types": ["zirconium"]}, {"year": ["abc"]}, {"year": ["20199"]}, {"nothing": ["x"]},
        {"types": ["' OR 1=1 --"]}, {"types": ["\x00"]}, {"types": []}, {"scale": ["%"]},
    ],
)  # fmt: skip
def test_what_is_no_value_of_a_facet_is_ignored(exercises, filters):
    assert listed(filters).total == 4


def test_words_narrow_a_list_and_its_counts(exercises):
    page = listed({"mode": ["presentiel"]}, text="climats")

    assert titles_of(page) == ["Climat"]
    assert counts_of(page, "mode") == {"presentiel": 1}
    assert listed(text="clymat").read_as == ("climat",)
    assert listed(text="zirconium").total == 0
    assert listed(text="%").total == 4


def test_pages_hold_every_entry_once():
    for number in range(PAGE_ENTRIES + 2):
        make("exercise", f"e{number}", title={"fr": "Pareil"})

    first, last = listed(), listed(page=99)

    assert (first.pages, last.page, len(last.entries)) == (2, 2, 2)
    assert len({entry.pk for entry in (*first.entries, *last.entries)}) == PAGE_ENTRIES + 2


def test_people_are_listed_by_family_name_and_have_no_year():
    make("person", "a", given_name="Zoé", family_name="de Abaque")
    make("person", "b", given_name="Anne", family_name="Bouliac", date="2019")

    page = list_entries("person", filters={}, language="fr")

    assert [entry.title_fr for entry in page.entries] == ["Zoé de Abaque", "Anne Bouliac"]
    assert page.facets == ()
    assert page.sort == "title"


def test_choices_of_the_model_are_facets_too():
    make("activity", "a", title={"fr": "Une"}, section="network", date="2019")
    make("activity", "b", title={"fr": "Deux"}, section="intervention", date="2019")

    page = list_entries("activity", filters={"section": ["network"]}, language="en")

    assert [entry.title_fr for entry in page.entries] == ["Une"]
    assert [(v.value, v.label, v.count) for v in page.facets[0].values] == [
        ("network", "Network activities", 1), ("intervention", "Talks and hearings", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3, 30])
def test_list_takes_three_queries_whatever_its_length(count, django_assert_num_queries):
    concept("modalite", "numerique")
    for number in range(count):
        make("exercise", f"e{number}", title={"fr": "Pareil"}, mode="numerique", date="2019")
    filters = {"mode": ["numerique"], "year": ["2019"], "types": [""]}

    with django_assert_num_queries(3):
        page = listed(filters)

    assert page.total == count


@pytest.mark.parametrize("count", [1, 3, 30])
def test_list_with_words_takes_one_query_more(count, django_assert_num_queries):
    for number in range(count):
        make("exercise", f"e{number}", title={"fr": "Pareil"}, date="2019")

    with django_assert_num_queries(4):
        page = listed(text="pareil")

    assert page.total == count


# ---------------------------------------------------------------- the year, the news


@pytest.fixture
def days() -> None:
    make("event", "past", title={"fr": "Passé"}, date="2019-05-15")
    make("event", "next", title={"fr": "Suivant"}, date="2019-09-10/2019-09-12")
    make("event", "later", title={"fr": "Ensuite"}, date="2019-12")
    make("event", "undated", title={"fr": "Sans date"}, reporting_year=2018)
    make("event", "hidden", title={"fr": "Caché"}, date="2020", status="draft")
    make("organisation", "acme", title={"fr": "Acme"})


def test_upcoming_days_are_those_that_are_not_over(days):
    def shown(day: dt.date) -> list[str]:
        return [entry.title_fr for entry in upcoming(day)]

    assert shown(dt.date(2019, 9, 12)) == ["Suivant", "Ensuite"]
    assert shown(dt.date(2019, 9, 13)) == ["Ensuite"]
    assert shown(dt.date(2020, 1, 1)) == []


def test_year_is_that_of_the_date_else_of_the_report(days):
    years = {entry.title_fr: entry.year for entry in Entry.objects.filter(kind="event")}

    assert years == {"Passé": 2019, "Suivant": 2019, "Ensuite": 2019, "Sans date": 2018}


def test_news_are_what_was_published_last():
    for day in (2, 3, 1):
        at = dt.datetime(2020, 1, day, tzinfo=dt.UTC)
        make("event", f"e{day}", title={"fr": f"Le {day}"}, at=at)
    make("organisation", "acme", title={"fr": "Acme"}, at=dt.datetime(2020, 1, 4, tzinfo=dt.UTC))

    assert [entry.title_fr for entry in latest_news(2)] == ["Le 3", "Le 2"]


def test_kinds_are_counted_the_empty_ones_too(days):
    counts = counts_by_kind()

    assert (counts["event"], counts["organisation"], counts["person"]) == (4, 1, 0)
