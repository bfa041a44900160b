"""The history of a record, and going back."""

from django.utils import timezone

from factories.cast import account, signed_in
from factories.desk import url_of
from factories.records import make
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.publish import withdraw
from observatory.records.domain.rewrite import rewrite
from observatory.records.enums import Action, Status
from observatory.records.models import Record


def document(record):
    return to_document(as_its_kind(Record.objects.get(pk=record.pk)))


def change(record, editor, **fields):
    """Write other fields over a record."""
    after = document(record) | fields
    rewrite(record, after, by=editor, at=timezone.now(), action=Action.CHANGED)


def test_history_tells_who_changed_what(agora, desk, editor):
    change(agora, editor, date="2019-05", type="association")

    steps = desk.get(url_of("history", agora)).context["steps"]

    assert [(step.revision.number, step.revision.by) for step in steps] == [(2, editor), (1, None)]
    told = {(line.before, line.after) for line in steps[0].lines}
    assert told == {("15 mai 2019", "mai 2019"), ("", "Association")}


def test_history_names_speakers_of_sessions(facts, desk, editor):
    paul = make("person", "paul", given_name="Paul", family_name="Martin")
    session = {"id": "atelier", "title": {"fr": "Atelier"}}
    event = make("event", "rencontre", title={"fr": "Rencontre"}, sessions=[session])
    change(event, editor, sessions=[session | {"speakers": [{"person": paul.key}]}])

    (line,) = desk.get(url_of("history", event)).context["steps"][0].lines

    assert "Paul Martin" in line.after


def test_restoring_writes_a_new_revision(agora, desk, editor):
    before = document(agora)
    change(agora, editor, date="2018", city="Lille")

    desk.post(url_of("restore", agora, 1))

    assert document(agora) == before
    assert [revision.number for revision in agora.revisions.all()] == [3, 2, 1]


def test_restoring_never_brings_back_what_was_withdrawn(agora, desk, editor):
    change(agora, editor, city="Lille")
    withdraw(as_its_kind(Record.objects.get(pk=agora.pk)), by=editor, at=timezone.now())

    desk.post(url_of("restore", agora, 1))

    assert Record.objects.get(pk=agora.pk).status == Status.WITHDRAWN
    assert "city" not in document(agora)


def test_revision_that_refers_to_what_is_gone_is_not_restored(agora, desk, editor):
    tool = make("tool", "outil", title={"fr": "Outil"})
    revision = tool.revisions.get()
    revision.document |= {"publishers": ["partie"]}
    revision.save()
    change(tool, editor, licence="MIT")

    desk.post(url_of("restore", tool, 1))

    assert document(tool)["licence"] == "MIT"


def test_contributor_reads_the_history_and_restores_nothing(agora, notebook, editor):
    change(agora, editor, city="Lille")

    assert notebook.get(url_of("history", agora)).status_code == 200
    assert notebook.post(url_of("restore", agora, 1)).status_code == 403
    assert document(agora)["city"] == "Lille"


def test_history_is_closed_to_others(agora, client):
    nobody = signed_in(account("Nora"))

    assert client.get(url_of("history", agora)).status_code == 302
    assert nobody.get(url_of("history", agora)).status_code == 302
