"""Publish, withdraw, merge: where a record stands."""

import pytest
from django.utils import timezone

from factories.desk import opened, url_of
from factories.records import make
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.merge import merge
from observatory.records.domain.publish import MOVES, missing_to_publish, publish, withdraw
from observatory.records.domain.refused import Refused
from observatory.records.enums import Action, Status
from observatory.records.models import Record


def fresh(record):
    return as_its_kind(Record.objects.get(pk=record.pk))


def test_every_status_has_its_moves():
    assert set(MOVES) == set(Status)


def test_record_without_title_source_or_evidence_is_not_published(facts, editor):
    bare = make("organisation", "bare", status="draft")

    with pytest.raises(Refused) as refused:
        publish(bare, by=editor, at=timezone.now())

    assert len(refused.value.reasons) == 3
    assert fresh(bare).status == Status.DRAFT


def test_publishing_writes_a_revision(facts, editor):
    cited = {"evidence": "declare", "citations": [{"source": "rapport"}], "status": "draft"}
    draft = make("organisation", "draft", title={"fr": "Brouillon"}, **cited)

    publish(draft, by=editor, at=timezone.now())

    last = draft.revisions.first()
    assert (fresh(draft).status, last.action, last.by) == (
        Status.PUBLISHED,
        Action.PUBLISHED,
        editor,
    )


def test_editor_publishes_from_the_list_and_is_told_of_the_rest(facts, desk):
    cited = {"evidence": "declare", "citations": [{"source": "rapport"}], "status": "draft"}
    whole = make("organisation", "whole", title={"fr": "Entière"}, **cited)
    bare = make("organisation", "bare", title={"fr": "Nue"}, status="draft")

    response = desk.post(
        "/admin/directory/organisation/",
        {"action": "publish_records", "_selected_action": [whole.pk, bare.pk]},
        follow=True,
    )

    assert [fresh(record).status for record in (whole, bare)] == [Status.PUBLISHED, Status.DRAFT]
    told = " ".join(str(message) for message in response.context["messages"])
    for reason in missing_to_publish(bare):
        assert reason in told


def test_contributor_has_no_verb_of_editors(agora, notebook):
    for view in ("publish", "withdraw", "reopen", "merge"):
        assert notebook.post(url_of(view, agora)).status_code == 403

    assert fresh(agora).status == Status.PUBLISHED


def test_withdrawing_a_person_shows_who_still_writes_the_name(facts, desk):
    paul = make("person", "paul-martin", given_name="Paul", family_name="Martin")
    make("organisation", "club", title={"fr": "Club"}, description={"fr": "Fondé par Paul Martin."})
    make("organisation", "autre", title={"fr": "Autre"}, description={"fr": "Sans nom."})

    page = desk.get(url_of("withdraw", paul))
    desk.post(url_of("withdraw", paul), {"note": "à sa demande"})

    assert [str(other) for other, _ in page.context["naming"]] == ["Club"]
    assert fresh(paul).status == Status.WITHDRAWN
    assert paul.revisions.first().note == "à sa demande"


def test_withdrawn_name_is_hidden_from_contributors_and_cannot_be_published(facts, desk, notebook):
    paul = make(
        "person", "paul-martin", given_name="Paul", family_name="Martin", status="withdrawn"
    )

    seen = notebook.get("/admin/directory/person/")
    form = notebook.get(url_of("change", paul))
    desk.post(url_of("publish", paul))

    assert "Martin" not in seen.content.decode()
    assert form.status_code == 302
    assert fresh(paul).status == Status.WITHDRAWN


def test_withdrawn_record_is_taken_up_again_as_a_draft(agora, desk, editor):
    withdraw(agora, by=editor, at=timezone.now())

    desk.post(url_of("reopen", agora))

    assert fresh(agora).status == Status.DRAFT


# ---------------------------------------------------------------- merge


@pytest.fixture
def twin(agora):
    """Publish the same organisation under another name, which others refer to."""
    twin = make("organisation", "agora-bis", title={"fr": "L’Agora"}, labels=[{"text": "AGR"}])
    make("tool", "outil", title={"fr": "Outil"}, publishers=["agora-bis"])
    make("tool", "les-deux", title={"fr": "Les deux"}, publishers=["agora", "agora-bis"])
    make(
        "event",
        "rencontre",
        title={"fr": "Rencontre"},
        venue="agora-bis",
        sessions=[
            {
                "id": "atelier",
                "title": {"fr": "Atelier"},
                "speakers": [{"displayed": "Maire", "organisations": ["agora-bis"]}],
            }
        ],
    )
    return twin


def document(kind, key):
    return to_document(as_its_kind(Record.objects.get(kind=kind, key=key)))


def test_merging_moves_every_reference(agora, twin, editor):
    touched = merge(twin, into=agora, by=editor, at=timezone.now())

    assert document("tool", "outil")["publishers"] == ["agora"]
    assert document("tool", "les-deux")["publishers"] == ["agora"]
    event = document("event", "rencontre")
    assert event["venue"] == "agora"
    assert event["sessions"][0]["speakers"][0]["organisations"] == ["agora"]
    assert sorted(record.key for record in touched) == ["les-deux", "outil", "rencontre"]


def test_merging_keeps_the_names_and_leads_to_what_stays(agora, twin, editor):
    merge(twin, into=agora, by=editor, at=timezone.now())

    assert [label["text"] for label in document("organisation", "agora")["labels"]] == [
        "L’Agora",
        "AGR",
    ]
    merged = fresh(twin)
    assert (merged.status, merged.merged_into.pk) == (Status.MERGED, agora.pk)


def test_merging_writes_a_revision_of_each_record_it_touches(agora, twin, editor):
    before = {record.pk: record.revisions.count() for record in Record.objects.all()}

    merge(twin, into=agora, by=editor, at=timezone.now())

    changed = {r.key for r in Record.objects.all() if r.revisions.count() == before[r.pk] + 1}
    assert changed == {"agora", "agora-bis", "outil", "les-deux", "rencontre"}


def test_merging_leaves_no_link_of_a_record_to_itself(agora, facts, editor):
    old = make("tool", "old", title={"fr": "Ancien"})
    new = make("tool", "new", title={"fr": "Nouveau"}, derived_from="old")

    merge(old, into=new, by=editor, at=timezone.now())

    assert "derived_from" not in document("tool", "new")


@pytest.mark.parametrize("status", ["merged", "withdrawn"])
def test_nothing_merges_into_what_is_gone(agora, editor, status):
    options = {"merged_into": "agora"} if status == "merged" else {}
    gone = make("organisation", "gone", title={"fr": "Partie"}, status=status, **options)

    with pytest.raises(Refused):
        merge(agora, into=gone, by=editor, at=timezone.now())


def test_records_of_two_kinds_do_not_merge(agora, editor):
    tool = make("tool", "agora", title={"fr": "Agora"})

    with pytest.raises(Refused):
        merge(tool, into=agora, by=editor, at=timezone.now())


def test_editor_merges_from_the_page_of_a_record(agora, twin, desk):
    page = desk.get(url_of("merge", twin), {"q": "AGORA citoyénne"})
    desk.post(url_of("merge", twin), {"into": agora.pk})

    assert [record.key for record in page.context["found"]] == ["agora"]
    assert fresh(twin).status == Status.MERGED
    assert opened(desk, url_of("change", agora))["title_fr"] == "Agora citoyenne"


def test_merged_record_is_read_and_no_longer_changed(agora, twin, desk, editor):
    merge(twin, into=agora, by=editor, at=timezone.now())

    page = desk.get(url_of("change", twin))
    answer = desk.post(url_of("change", twin), {"title_fr": "Autre"})

    assert "Agora citoyenne" in page.content.decode()
    assert answer.status_code == 403
    assert fresh(twin).title_fr == "L’Agora"
