"""No draft, merged record or withdrawn name reaches anyone by any door."""

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from observatory.opendata.domain.dump import dump_pack
from observatory.opendata.domain.linked_data import json_ld, script_json
from observatory.opendata.domain.public import NotPublic, public_document
from observatory.records.domain.kinds import as_its_kind, models_by_kind
from observatory.records.enums import Status
from observatory.records.models import Record

BASE_URL = "https://observatoire.example/"


def _body(response) -> str:
    content = response.getvalue() if response.streaming else response.content
    return content.decode()


def _records(status: Status) -> list[Record]:
    return [as_its_kind(record) for record in Record.objects.filter(status=status)]


def _zipped(client: Client) -> str:
    archive = zipfile.ZipFile(io.BytesIO(client.get(reverse("download_pack")).getvalue()))
    return "\n".join([*archive.namelist(), *(archive.read(n).decode() for n in archive.namelist())])


def _tables(client: Client) -> str:
    addresses = [reverse("download_csv", args=(kind,)) for kind in models_by_kind()]
    return "\n".join(_body(client.get(address)) for address in addresses)


def _json(client: Client) -> str:
    addresses = [
        reverse("record_json", args=(record.PATH, record.slug))
        for record in _records(Status.PUBLISHED)
    ]
    return "\n".join(_body(client.get(address)) for address in addresses)


def _linked_data(client: Client) -> str:
    return "\n".join(
        script_json(record, language, BASE_URL)
        for record in _records(Status.PUBLISHED)
        for language in ("fr", "en")
    )


def _page(name: str):
    def read(client: Client) -> str:
        texts = []
        for language in ("fr", "en"):
            with override(language):
                texts.append(_body(client.get(reverse(name))))
        return "\n".join(texts).replace("\r\n ", "")

    return read


DOORS = {
    "feed": (_page("feed"), "Forum"),
    "calendar": (_page("calendar"), "Forum"),
    "sitemap": (_page("sitemap"), "/evenements/le-forum/"),
    "codebook": (_page("codebook"), "venue_name"),
    "pack": (_zipped, "directrice, Ville de Test"),
    "tables": (_tables, "Forum"),
    "json": (_json, "directrice, Ville de Test"),
    "linked data": (_linked_data, "chercheuse"),
}


@pytest.mark.parametrize("door", DOORS)
def test_door_shows_what_is_public_and_nothing_else(door, leaky, client, secrets):
    read, public = DOORS[door]

    text = read(client)

    assert public in text
    assert [secret for secret in secrets if secret.lower() in text.lower()] == []


@pytest.mark.parametrize("status", [Status.DRAFT, Status.MERGED, Status.WITHDRAWN])
def test_record_that_is_not_public_has_no_document_and_no_address(status, leaky, client):
    records = _records(status)
    assert records

    for record in records:
        with pytest.raises(NotPublic):
            public_document(record)
        with pytest.raises(NotPublic):
            json_ld(record, "fr", BASE_URL)
        address = reverse("record_json", args=(record.PATH, record.slug))
        assert client.get(address).status_code == 404
    assert client.get(reverse("event_calendar", args=("fantome",))).status_code == 404


def test_withdrawn_person_leaves_the_function_displayed(leaky):
    event = models_by_kind()["event"].objects.get(key="forum")

    document = public_document(event)

    assert document["sessions"][0]["speakers"] == [{"displayed": "directrice, Ville de Test"}]
    assert document["speakers"] == [
        {"person": "ada", "displayed": "chercheuse"},
        {"role": "moderation"},
    ]
    assert document["summary"]["fr"] == "Avec Nom retiré et d'autres"
    assert document["description"]["fr"] == "Ligne une\nNom retiré parle\nligne trois"


def test_line_that_cannot_stand_without_what_it_named_is_left_out(leaky):
    of_kind = models_by_kind()
    event = public_document(of_kind["event"].objects.get(key="forum"))
    exercise = public_document(of_kind["exercise"].objects.get(key="budget"))

    assert event["hosts"] == [{"organisation": "acme"}]
    assert event["relations"] == [{"type": "partenaire", "object": "organisation:acme"}]
    assert "venue" not in event
    assert exercise["deployments"] == [{"provider": "acme", "contract": "marche"}]
    assert exercise["commissioners"] == ["acme"]


def test_record_that_cannot_do_without_a_draft_waits_for_it(leaky, tmp_path: Path):
    dump_pack(tmp_path / "public")

    assert Record.objects.get(kind="edition").is_public
    assert not (tmp_path / "public" / "edition.yaml").exists()


def test_withdrawing_a_person_renews_what_was_made_before(leaky, client):
    before = _zipped(client)
    assert "Ada" in before
    person = models_by_kind()["person"].objects.get(key="ada")
    person.status = Status.WITHDRAWN
    person.save()

    after = _zipped(client)

    assert "Ada" not in after
    assert "chercheuse" in after
