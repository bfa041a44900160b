"""What a record is linked to, in both directions."""

import pytest

from factories.records import concept, make
from observatory.search.domain.links import PATH_LINKS, links_of

pytestmark = pytest.mark.django_db


def groups_of(record, language: str = "en"):
    return [
        (group.label, group.is_incoming, [link.entry.title_fr for link in group.links])
        for group in links_of(record, language=language)
    ]


@pytest.fixture
def people() -> None:
    concept("role", "moderation", "Modération", "Moderator")
    make("organisation", "acme", title={"fr": "Acme"})
    make("organisation", "brouillon", title={"fr": "Brouillon"}, status="draft")
    make("person", "ada", given_name="Ada", family_name="Lovelace")


def test_links_are_worded_from_each_side(people):
    event = make(
        "event", "jour", title={"fr": "Un jour"}, venue="acme",
        sessions=[{
            "id": "un", "title": {"fr": "Ouverture", "en": "Opening"},
            "speakers": [{"person": "ada", "role": "moderation", "displayed": "autrice",
                          "organisations": ["acme", "brouillon"]}],
        }],
    )  # fmt: skip

    assert groups_of(event) == [
        ("Host venue", False, ["Acme"]),
        ("Speakers", False, ["Ada Lovelace"]),
        ("For", False, ["Acme"]),
    ]
    ada = type(event.sessions.get().speakers.get().person).objects.get()
    assert groups_of(ada) == [("Speaks at", True, ["Un jour"])]
    (group,) = links_of(ada, language="fr")
    assert group.links[0].details == ("Ouverture · Modération · autrice",)
    (group,) = links_of(ada, language="en")
    assert group.links[0].details == ("Opening · Moderator · autrice",)


def test_several_links_through_one_path_are_one_link_with_each_detail(people):
    ada = make("person", "zoe", given_name="Zoé", family_name="Z", affiliations=[
        {"organisation": "acme", "function": {"fr": "présidente"}},
        {"organisation": "acme", "function": {"fr": "trésorière"}, "date": "2018/2019"},
    ])  # fmt: skip

    (group,) = links_of(ada, language="fr")

    assert group.total == 1
    assert group.links[0].details == ("présidente", "trésorière")


def test_sources_are_not_among_the_links_a_record_makes(people):
    make("source", "rapport", title={"fr": "Rapport"})
    organisation = make(
        "organisation", "citee", title={"fr": "Citée"}, citations=[{"source": "rapport"}]
    )
    source = organisation.citations.get().source

    assert groups_of(organisation) == []
    assert groups_of(source) == [("Records that cite it", True, ["Citée"])]


def test_links_come_by_date_then_title_and_beyond_some_are_counted(people):
    for number in range(PATH_LINKS + 2):
        make("event", f"e{number}", title={"fr": f"Jour {number:02}"}, venue="acme", date="2019")
    make("event", "last", title={"fr": "Après"}, venue="acme", date="2020")
    acme = make("event", "x", title={"fr": "Avant"}, venue="acme", date="2018").venue

    (group,) = links_of(acme, language="fr")

    titles = [link.entry.title_fr for link in group.links]
    assert titles[:3] == ["Après", "Jour 00", "Jour 01"]
    assert (len(titles), group.total) == (PATH_LINKS, PATH_LINKS + 4)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_links_take_three_queries(count, people, django_assert_num_queries):
    for number in range(count):
        event = make("event", f"e{number}", title={"fr": "Jour"}, venue="acme", date="2019")

    with django_assert_num_queries(3):
        (group,) = links_of(event.venue, language="fr")

    assert group.total == count
