"""The form of a record: what an editor types is what is kept."""

import pytest

from factories.desk import opened, url_of
from factories.records import make
from observatory.events.models import Session
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import as_its_kind, models_by_kind
from observatory.records.enums import Action
from observatory.records.models import OldAddress, Record


def document(record):
    return to_document(as_its_kind(Record.objects.get(pk=record.pk)))


def save(browser, record, **typed):
    url = url_of("change", record)
    return browser.post(url, opened(browser, url) | typed, follow=True)


def errors(response):
    return response.context["adminform"].form.errors


@pytest.mark.parametrize("kind", models_by_kind())
def test_every_kind_has_its_list_and_form(kind, facts, desk):
    model = models_by_kind()[kind]
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"

    assert desk.get(base).status_code == 200
    assert desk.get(f"{base}add/").status_code == 200


def test_saving_what_was_opened_changes_nothing(agora, desk):
    before = document(agora)

    save(desk, agora)

    assert document(agora) == before
    assert agora.revisions.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("mai 2019", "2019-05"), ("15/05/2019", "2019-05-15"), ("T1 2020", "2020-33"), ("", None)],
)
def test_date_is_typed_as_one_says_it(agora, desk, editor, typed, kept):
    save(desk, agora, date=typed)

    assert document(agora).get("date") == kept
    last = agora.revisions.first()
    assert last.by == (None if typed == "15/05/2019" else editor)


def test_date_that_is_none_is_refused_and_nothing_is_lost(agora, desk):
    response = save(desk, agora, date="le mois dernier", title_fr="Nouveau titre")

    assert "date" in errors(response)
    assert response.context["adminform"].form["title_fr"].value() == "Nouveau titre"
    assert document(agora)["title"] == {"fr": "Agora citoyenne"}


def test_date_is_shown_in_words(agora, desk):
    assert "15 mai 2019" in desk.get(url_of("change", agora)).content.decode()


def test_save_says_who_and_why(agora, desk, editor):
    save(desk, agora, city="Lille", note="Vu sur leur site")

    last = agora.revisions.first()
    assert (last.by, last.action, last.note) == (editor, Action.CHANGED, "Vu sur leur site")
    assert last.document["city"] == "Lille"


def test_new_record_gets_an_identifier_and_is_a_draft(facts, desk):
    for _ in range(2):
        add = "/admin/directory/organisation/add/"
        desk.post(add, opened(desk, add) | {"title_fr": "Café des débats"})

    found = Record.objects.filter(kind="organisation").order_by("key")
    assert [(record.key, record.status) for record in found] == [
        ("cafe-des-debats", "draft"),
        ("cafe-des-debats-2", "draft"),
    ]
    assert {record.revisions.get().action for record in found} == {Action.CREATED}


def test_save_and_publish_keeps_a_draft_that_cites_nothing(facts, desk):
    add = "/admin/directory/organisation/add/"

    desk.post(add, opened(desk, add) | {"title_fr": "Café", "_publish": "1"})

    assert Record.objects.get(key="cafe").status == "draft"


def test_changed_address_leads_from_the_old_one(agora, desk):
    save(desk, agora, slug="agora-nouvelle")

    assert OldAddress.objects.get(slug="agora").record.slug == "agora-nouvelle"
    assert document(agora)["old_addresses"] == ["agora"]


def test_address_of_another_record_is_refused(agora, desk):
    other = make("organisation", "autre", title={"fr": "Autre"})

    response = save(desk, other, slug="agora")

    assert "slug" in errors(response)


def test_known_absence_is_kept_and_raises_completeness(agora, desk):
    before = agora.completeness

    save(desk, agora, **{"absences-siren": "not_applicable"})

    assert document(agora)["not_applicable"] == ["siren"]
    assert Record.objects.get(pk=agora.pk).completeness > before


def test_value_and_absence_together_are_refused(agora, desk):
    response = save(desk, agora, city="Lille", **{"absences-city": "none"})

    assert "absences" in errors(response)


def test_list_said_empty_is_no_longer_once_it_holds_something(facts, desk):
    tool = make("person", "paul", given_name="Paul", family_name="M", none=["affiliations"])

    save(
        desk,
        tool,
        **{"affiliations-TOTAL_FORMS": "1", "affiliations-0-function_fr": "Maire"},
    )

    assert document(tool)["affiliations"] == [{"function": {"fr": "Maire"}}]
    assert "none" not in document(tool)


def test_parts_stand_in_the_order_typed_and_new_ones_come_last(facts, desk):
    names = [{"text": "un"}, {"text": "deux"}]
    record = make("organisation", "a", title={"fr": "A"}, labels=names)

    save(
        desk,
        record,
        **{
            "labels-TOTAL_FORMS": "3",
            "labels-0-order": "5",
            "labels-2-text": "trois",
            "labels-2-nature": "alias",
            "labels-2-order": "",
        },
    )

    assert [label["text"] for label in document(record)["labels"]] == ["deux", "un", "trois"]


# ---------------------------------------------------------------- two people at once


def test_second_save_over_an_unseen_one_is_refused_and_nothing_is_lost(agora, desk):
    url = url_of("change", agora)
    opened_before = opened(desk, url)
    save(desk, agora, city="Lille")

    response = desk.post(url, opened_before | {"acronym": "AGO"})

    assert "Edith" in str(errors(response))
    assert response.context["adminform"].form["acronym"].value() == "AGO"
    assert document(agora)["city"] == "Lille"


def test_saving_again_after_the_warning_is_a_choice(agora, desk):
    url = url_of("change", agora)
    opened_before = opened(desk, url)
    save(desk, agora, city="Lille")
    warned = desk.post(url, opened_before | {"acronym": "AGO"})

    seen = warned.context["adminform"].form["seen"].value()
    desk.post(url, opened_before | {"acronym": "AGO", "seen": seen})

    assert document(agora)["acronym"] == "AGO"


# ---------------------------------------------------------------- sessions


@pytest.fixture
def event(facts):
    session = {"id": "atelier", "title": {"fr": "Atelier"}, "speakers": [{"displayed": "Maire"}]}
    return make("event", "rencontre", title={"fr": "Rencontre"}, sessions=[session])


def test_saving_a_session_is_a_change_of_its_event(event, desk, editor):
    url = f"/admin/events/session/{Session.objects.get().pk}/change/"

    desk.post(url, opened(desk, url) | {"speakers-0-displayed": "Maire de Lille"})

    last = event.revisions.first()
    assert (last.number, last.by) == (2, editor)
    assert last.document["sessions"][0]["speakers"] == [{"displayed": "Maire de Lille"}]


def test_session_is_added_to_its_event_and_taken_out_of_it(event, desk):
    add = f"/admin/events/session/add/?event={event.pk}"
    desk.post(add, opened(desk, add) | {"key": "plenum", "title_fr": "Plénière"})
    added = [session["id"] for session in document(event)["sessions"]]

    url = f"/admin/events/session/{Session.objects.get(key='atelier').pk}/delete/"
    desk.post(url, {"post": "yes"})

    assert added == ["atelier", "plenum"]
    assert [session["id"] for session in document(event)["sessions"]] == ["plenum"]
    assert event.revisions.count() == 3


# ---------------------------------------------------------------- looking for records


@pytest.mark.parametrize("typed", ["democratie OUVERTE", "Démocratie", "coeur", "DO"])
def test_search_ignores_accents_case_and_ligatures(facts, desk, typed):
    make(
        "organisation",
        "dem",
        title={"fr": "Démocratie ouverte, au Cœur"},
        labels=[{"text": "DO"}],
    )
    make("organisation", "other", title={"fr": "Autre"})

    found = desk.get("/admin/directory/organisation/", {"q": typed}).context["cl"].result_list

    assert [record.key for record in found] == ["dem"]


def test_fields_look_for_records_of_any_kind_with_their_kind(agora, desk):
    response = desk.get(
        "/admin/autocomplete/",
        {
            "app_label": "programme",
            "model_name": "highlight",
            "field_name": "about",
            "term": "agora",
        },
    )

    kind = str(type(agora)._meta.verbose_name)
    assert [found["text"] for found in response.json()["results"]] == [f"Agora citoyenne ({kind})"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_number_of_questions_however_long(
    facts, desk, django_assert_num_queries, rows
):
    for number in range(rows):
        make("organisation", f"o{number}", title={"fr": f"O {number}"}, evidence="declare")
    desk.get("/admin/directory/organisation/")

    with django_assert_num_queries(LIST_QUERIES):
        desk.get("/admin/directory/organisation/")


# Session, user, permissions, counts, filters by vocabulary, dates, and the page itself.
LIST_QUERIES = 15
