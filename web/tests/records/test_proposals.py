"""What contributors propose and editors decide."""

import pytest
from django.utils import timezone

from factories.cast import account, signed_in
from factories.desk import opened, url_of
from factories.records import make
from observatory.accounts.enums import Role
from observatory.events.models import Session
from observatory.records.domain.documents import to_document
from observatory.records.domain.kinds import as_its_kind
from observatory.records.domain.proposals import accept, review
from observatory.records.domain.refused import Refused
from observatory.records.domain.rewrite import rewrite
from observatory.records.enums import Action, Decision
from observatory.records.models import Proposal, Record


def document(record):
    return to_document(as_its_kind(Record.objects.get(pk=record.pk)))


def save(browser, record, **typed):
    url = url_of("change", record)
    return browser.post(url, opened(browser, url) | typed, follow=True)


def change(record, editor, **fields):
    after = document(record) | fields
    rewrite(record, after, by=editor, at=timezone.now(), action=Action.CHANGED)


@pytest.fixture
def proposal(agora, notebook):
    """Propose another date and a city."""
    save(notebook, agora, date="mai 2019", city="Lille", note="Vu dans la presse")
    return Proposal.objects.get()


def test_save_of_a_contributor_becomes_a_proposal(agora, proposal, contributor):
    assert document(agora) == proposal.base
    assert agora.revisions.count() == 1
    assert (proposal.by, proposal.note) == (contributor, "Vu dans la presse")
    assert (proposal.document["date"], proposal.document["city"]) == ("2019-05", "Lille")


def test_save_that_changes_nothing_proposes_nothing(agora, notebook):
    save(notebook, agora)

    assert not Proposal.objects.exists()


def test_mistake_of_a_contributor_is_told_and_proposes_nothing(agora, notebook):
    response = save(notebook, agora, date="un jour")

    assert "date" in response.context["adminform"].form.errors
    assert not Proposal.objects.exists()


def test_contributor_writes_own_drafts_at_once(facts, notebook, contributor):
    add = "/admin/directory/organisation/add/"
    notebook.post(add, opened(notebook, add) | {"title_fr": "Café"})
    draft = Record.objects.get(key="cafe")

    save(notebook, draft, city="Lille")

    assert document(draft)["city"] == "Lille"
    assert draft.revisions.first().by == contributor
    assert not Proposal.objects.exists()


def test_contributor_proposes_on_the_draft_of_another(facts, notebook):
    other = signed_in(account("Omar", Role.CONTRIBUTOR))
    add = "/admin/directory/organisation/add/"
    other.post(add, opened(other, add) | {"title_fr": "Café"})

    save(notebook, Record.objects.get(key="cafe"), city="Lille")

    assert Proposal.objects.get().document["city"] == "Lille"


def test_session_saved_by_a_contributor_becomes_a_proposal_on_its_event(facts, notebook):
    session = {"id": "atelier", "title": {"fr": "Atelier"}}
    event = make("event", "rencontre", title={"fr": "Rencontre"}, sessions=[session])
    url = f"/admin/events/session/{Session.objects.get().pk}/change/"

    notebook.post(url, opened(notebook, url) | {"title_fr": "Atelier des maires"})

    assert document(event)["sessions"] == [session]
    proposed = Proposal.objects.get()
    assert proposed.record_id == event.pk
    assert proposed.document["sessions"][0]["title"] == {"fr": "Atelier des maires"}


def test_editor_reads_the_differences_and_accepts(agora, proposal, desk, editor):
    page = desk.get(f"/admin/records/proposal/{proposal.pk}/change/")
    desk.post(f"/admin/records/proposal/{proposal.pk}/accept/")

    told = {(line.before, line.after) for line in page.context["changes"]}
    assert told == {("15 mai 2019", "mai 2019"), ("", "Lille")}
    assert document(agora) == proposal.document
    last = agora.revisions.first()
    assert (last.by, last.action, last.note) == (editor, Action.ACCEPTED, "")
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decided_by) == (Decision.ACCEPTED, editor)


def test_editor_declines(agora, proposal, desk, editor):
    desk.post(f"/admin/records/proposal/{proposal.pk}/decline/")

    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decided_by) == (Decision.DECLINED, editor)
    assert document(agora) == proposal.base


def test_proposal_is_decided_once(agora, proposal, editor):
    accept(proposal, by=editor, at=timezone.now())

    with pytest.raises(Refused):
        accept(proposal, by=editor, at=timezone.now())


def test_accepting_keeps_what_others_changed_since(agora, proposal, editor):
    change(agora, editor, website="https://agora.example.org")

    accept(proposal, by=editor, at=timezone.now())

    kept = document(agora)
    assert (kept["website"], kept["date"], kept["city"]) == (
        "https://agora.example.org",
        "2019-05",
        "Lille",
    )


def test_field_that_both_changed_is_for_a_person_to_decide(agora, proposal, desk, editor):
    change(agora, editor, city="Roubaix")

    page = desk.get(f"/admin/records/proposal/{proposal.pk}/change/")
    desk.post(f"/admin/records/proposal/{proposal.pk}/accept/")

    assert review(proposal).conflicts == ("city",)
    assert [line.after for line in page.context["meanwhile"]] == ["Roubaix"]
    assert document(agora)["city"] == "Roubaix"
    assert document(agora)["date"] == "2019-05-15"


def test_same_change_made_by_both_is_no_conflict(agora, proposal, editor):
    change(agora, editor, city="Lille")

    accept(proposal, by=editor, at=timezone.now())

    assert document(agora) == proposal.document


def test_contributor_sees_only_own_proposals_and_decides_on_none(agora, proposal, notebook):
    other = signed_in(account("Omar", Role.CONTRIBUTOR))
    url = f"/admin/records/proposal/{proposal.pk}"

    assert notebook.get(f"{url}/change/").status_code == 200
    assert other.get(f"{url}/change/").status_code == 404
    assert notebook.post(f"{url}/accept/").status_code == 403
    assert document(agora) == proposal.base


def test_desk_shows_what_waits(agora, proposal, desk):
    assert "Agora citoyenne" in desk.get("/admin/").content.decode()
