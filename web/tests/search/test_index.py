"""The index follows the records: nothing that is not public, and no name that is no longer one."""

import pytest

from factories.records import concept, make, save
from factories.search_tables import everything_held
from observatory.records.domain.kinds import models_by_kind
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.search.domain.index import rebuild
from observatory.search.domain.search import search
from observatory.search.models import Edge, Entry, Variant, WithdrawnWord

pytestmark = pytest.mark.django_db


def a_person(key: str = "zoe", given: str = "Zoé", family: str = "Quarantaine", **fields):
    return make("person", key, given_name=given, family_name=family, **fields)


def set_status(record: Record, status: Status) -> None:
    record.status = status
    record.save()
    save(record)


def titles(text: str) -> list[str]:
    return [result.entry.title_fr for result in search(text, language="fr").results]


# ---------------------------------------------------------------- what is held


def test_rebuild_tells_each_kind_and_returns_the_total():
    make("organisation", "acme", title={"fr": "Acme"})
    told = []

    total = rebuild(lambda kind, count: told.append((kind, count)))

    assert total == 1
    assert [row for row in told if row[1]] == [("organisation", 1)]
    assert [kind for kind, _ in told] == list(models_by_kind())


def test_word_nobody_writes_any_more_is_forgotten_though_others_are_reduced_to_it():
    make("organisation", "elus", title={"fr": "Assemblée des élues"})
    gone = make("organisation", "elu", title={"fr": "Un élu"})
    gone.status = "draft"
    gone.save()

    save(gone)

    written = set(Variant.objects.values_list("word", flat=True))
    rebuild()
    assert written == set(Variant.objects.values_list("word", flat=True))
    assert "elu" not in written


def test_year_that_no_calendar_holds_sorts_nothing():
    acme = make("organisation", "acme", title={"fr": "Acme"})
    acme.reporting_year = 20_000
    acme.save()
    save(acme)

    assert Entry.objects.get(pk=acme.pk).year is None


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_record_that_is_not_public_is_in_no_table(status):
    make("organisation", "acme", title={"fr": "Acme"})
    hidden = make(
        "organisation", "cachee", title={"fr": "Kryptonite"}, status=status,
        relations=[], labels=[{"text": "Zirconium"}],
    )  # fmt: skip
    make("event", "jour", title={"fr": "Un jour"}, hosts=[{"organisation": "cachee"}])

    assert not Entry.objects.filter(pk=hidden.pk).exists()
    assert not Edge.objects.filter(object=hidden).exists()
    assert "kryptonite" not in everything_held()
    assert "zirconium" not in everything_held()
    assert titles("kryptonite") == []


def test_line_about_a_person_in_draft_is_not_read():
    make("organisation", "acme", title={"fr": "Acme"})
    a_person(status="draft")
    speakers = [{"person": "zoe", "displayed": "cheffe secrète", "organisations": ["acme"]}]
    make("event", "jour", title={"fr": "Un jour"}, speakers=speakers)

    assert "secrète" not in everything_held()
    assert not Edge.objects.exists()


def test_record_published_becomes_linked_from_those_that_refer_to_it():
    acme = make("organisation", "acme", title={"fr": "Acme"}, status="draft")
    event = make("event", "jour", title={"fr": "Un jour"}, hosts=[{"organisation": "acme"}])
    assert titles("acme") == []

    set_status(acme, Status.PUBLISHED)

    assert set(titles("acme")) == {"Acme", "Un jour"}
    edge = Edge.objects.get()
    assert (edge.subject_id, edge.object_id, edge.path) == (event.pk, acme.pk, "hosts.organisation")

    set_status(acme, Status.DRAFT)

    assert titles("acme") == []
    assert not Edge.objects.exists()


def test_new_name_is_found_wherever_it_shows_and_the_old_one_nowhere():
    acme = make("organisation", "acme", title={"fr": "Acme"})
    make("event", "jour", title={"fr": "Un jour"}, hosts=[{"organisation": "acme"}])

    acme.title_fr = "Zirconium"
    acme.save()
    save(acme)

    assert set(titles("zirconium")) == {"Zirconium", "Un jour"}
    assert titles("acme") == []
    assert not Variant.objects.filter(word="acme").exists()


def test_name_of_what_a_record_was_merged_into_stands_for_it():
    old = make("organisation", "ancien", title={"fr": "Kryptonite"})
    new = make("organisation", "nouveau", title={"fr": "Zirconium"})
    make("event", "jour", title={"fr": "Un jour"}, hosts=[{"organisation": "ancien"}])

    old.status, old.merged_into = Status.MERGED, new
    old.save()
    save(old)

    assert "kryptonite" not in everything_held()
    assert set(titles("zirconium")) == {"Zirconium", "Un jour"}
    assert Edge.objects.get().object_id == new.pk

    new.title_fr = "Palladium"
    new.save()
    save(new)

    assert set(titles("palladium")) == {"Palladium", "Un jour"}


def test_record_deleted_leaves_nothing_behind():
    record = make("organisation", "acme", title={"fr": "Kryptonite"})
    record.delete()
    rebuild()

    assert "kryptonite" not in everything_held()
    assert not Entry.objects.exists()


# ---------------------------------------------------------------- names withdrawn


@pytest.fixture
def withdrawn() -> Record:
    concept("role", "moderation", "Modération")
    person = a_person(labels=[{"text": "Zoé Q. QUARANTAINE"}])
    make("organisation", "acme", title={"fr": "Acme"})
    make(
        "event", "jour", title={"fr": "Un jour"}, summary={"fr": "Avec Zoé Quarantaine."},
        speakers=[{"person": "zoe", "role": "moderation", "displayed": "directrice, Acme"}],
    )  # fmt: skip
    make("objective", "texte", title={"fr": "D’après Zoé  QUARANTAINE"})
    assert set(titles("quarantaine")) == {"Zoé Quarantaine", "Un jour", "D’après Zoé  QUARANTAINE"}
    set_status(person, Status.WITHDRAWN)
    return person


def test_no_table_holds_a_withdrawn_name(withdrawn):
    held = everything_held()

    assert "quarantaine" not in held
    assert "zoé" not in held
    assert "zoe" not in held
    assert "directrice" in held
    rebuild()
    assert "quarantaine" not in everything_held()


def test_search_for_a_withdrawn_name_says_so_and_nothing_else(withdrawn):
    for typed in ("zoé quarantaine", "Quarantaine", "QUARANTAINE Zoe"):
        page = search(typed, language="fr")
        entry = page.results[0].entry
        assert (page.total, page.counts, len(page.results)) == (1, {"person": 1}, 1)
        assert (entry.title_in("fr"), entry.title_in("en")) == ("Nom retiré", "Name withdrawn")
        assert (entry.kind, entry.get_absolute_url(), entry.pk) == ("person", "", None)

    assert search("quarantaine", language="fr", kind="event").total == 0
    assert search("quarantaine", language="fr", kind="person").total == 1


@pytest.mark.parametrize("typed", ["zoé", "quarantaine acme", "un jour quarantaine"])
def test_part_of_a_withdrawn_name_or_more_than_it_tells_nothing(withdrawn, typed):
    found = titles(typed)

    assert "Nom retiré" not in found
    assert "quarantaine" not in str(found).casefold()


def test_text_that_gave_the_name_says_it_was_withdrawn(withdrawn):
    entry = Entry.objects.get(kind="event")

    assert entry.summary_fr == "Avec Nom retiré."
    assert entry.summary_in("en") == "Avec Name withdrawn."
    assert Entry.objects.get(kind="objective").title_fr == "D’après Nom retiré"
    assert "Nom retiré · Modération · directrice, Acme" in entry.words.text_fr


def test_name_given_back_is_found_again(withdrawn):
    set_status(withdrawn, Status.PUBLISHED)

    assert "Zoé Quarantaine" in titles("quarantaine")
    assert len(titles("quarantaine")) == 3
    assert not WithdrawnWord.objects.exists()
