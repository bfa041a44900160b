"""Every format can be read back by others, whatever the texts hold."""

import csv
import datetime as dt
import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from observatory.opendata.domain import sitemap
from observatory.opendata.domain.calendar import days_of
from observatory.opendata.domain.linked_data import as_script, json_ld, script_json
from observatory.records.domain.kinds import models_by_kind
from observatory.records.models import Record
from observatory.records.signals import record_changed

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
BASE_URL = "https://observatoire.example/"
TITLE = "Forum </script><b>ouvert</b>, à; tous & \\ bien"


def _text(response) -> str:
    content = response.getvalue() if response.streaming else response.content
    return content.decode()


def _xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # our own


def _one(kind: str, key: str) -> Record:
    return models_by_kind()[kind].objects.get(key=key)


# ---------------------------------------------------------------- Atom


def test_feed_is_atom_with_lasting_ids(leaky, client):
    feed = _xml(_text(client.get(reverse("feed"))))

    entries = {e.findtext(f"{ATOM}id"): e for e in feed.findall(f"{ATOM}entry")}
    forum = entries["tag:testserver,2026:event/forum"]
    assert forum.findtext(f"{ATOM}title") == TITLE
    assert forum.find(f"{ATOM}link").get("href") == "http://testserver/evenements/le-forum/"
    assert dt.datetime.fromisoformat(forum.findtext(f"{ATOM}updated")).tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.findtext(f"{ATOM}updated")
    assert feed.findtext(f"{ATOM}id") == "tag:testserver,2026:news/fr"


def test_feed_speaks_the_language_of_its_address(leaky, client):
    with override("en"):
        feed = _xml(_text(client.get(reverse("feed"))))

    links = [e.find(f"{ATOM}link").get("href") for e in feed.findall(f"{ATOM}entry")]
    titles = [e.findtext(f"{ATOM}title") for e in feed.findall(f"{ATOM}entry")]
    assert "http://testserver/en/evenements/le-forum/" in links
    assert "Open forum" in titles


@pytest.mark.parametrize("name", ["feed", "calendar", "sitemap", "codebook", "download_pack"])
def test_what_did_not_change_is_not_sent_again(name, leaky, client):
    first = client.get(reverse(name))
    first.getvalue() if first.streaming else first.content

    again = client.get(reverse(name), headers={"if-none-match": first["ETag"]})

    assert first["Last-Modified"]
    assert again.status_code == 304


# ---------------------------------------------------------------- iCalendar


def test_calendar_holds_events_whose_days_are_known(leaky, client):
    response = client.get(reverse("calendar"))
    calendar = Calendar.from_ical(response.content)

    (event,) = calendar.walk("VEVENT")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert str(event["summary"]) == TITLE
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["dtstart"].dt == dt.date(2019, 5, 15)
    assert event["dtend"].dt == dt.date(2019, 5, 17)
    assert str(event["uid"]) == "event-forum@testserver"
    assert event["dtstamp"].dt.utcoffset() == dt.timedelta(0)
    assert str(event["url"]) == "http://testserver/evenements/le-forum/"
    assert "Paris" in str(event["location"])
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))


def test_one_event_has_its_own_calendar(leaky, client):
    found = client.get(reverse("event_calendar", args=("le-forum",)))
    vague = client.get(reverse("event_calendar", args=("mois-vague",)))

    assert len(Calendar.from_ical(found.content).walk("VEVENT")) == 1
    assert vague.status_code == 404


def test_text_cannot_add_lines_to_a_calendar(leaky, client):
    event = _one("event", "forum")
    event.title_fr = "Un\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:https://evil.example"
    event.save()
    _refresh(event)

    calendar = Calendar.from_ical(client.get(reverse("calendar")).content)

    (found,) = calendar.walk("VEVENT")
    assert "attach" not in found


def _refresh(record: Record) -> None:
    record_changed.send(sender=type(record), record=record)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2019-05-15", (dt.date(2019, 5, 15), dt.date(2019, 5, 16))),
        ("2019-12-31/2020-01-01", (dt.date(2019, 12, 31), dt.date(2020, 1, 2))),
        ("2019-05", None),
        ("2019-05-15~", None),
        ("2019-05-15/..", None),
        ("2019-05/2019-06", None),
        ("", None),
    ],
)
def test_only_days_that_are_known_stand_in_a_calendar(date, days):
    assert days_of(date) == days


# ---------------------------------------------------------------- JSON


def test_record_as_json_has_its_document_labels_and_links(leaky, client):
    address = reverse("record_json", args=("evenements", "le-forum"))
    response = client.get(address)

    shown = json.loads(response.content)
    assert shown["@id"] == "http://testserver/evenements/le-forum/"
    assert shown["record"]["title"]["fr"] == TITLE
    assert shown["record"]["citations"] == [{"source": "rapport"}]
    file = shown["record"]["attachments"][0]["file"]
    assert file.startswith("http://testserver/fichiers/")
    assert b"".join(client.get(file).streaming_content).startswith(b"%PDF-")
    assert shown["concepts"]["role"]["moderation"]["en"] == "Moderator"
    assert shown["links"]["person:ada"]["url"] == "http://testserver/personnes/ada/"
    assert shown["licence"]["name"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


# ---------------------------------------------------------------- JSON-LD


def test_event_in_the_words_of_schema_org(leaky):
    found = json_ld(_one("event", "forum"), "fr", BASE_URL)

    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Event"
    assert (found["startDate"], found["endDate"]) == ("2019-05-15", "2019-05-16")
    assert found["performer"] == {
        "@type": "Person",
        "url": f"{BASE_URL}personnes/ada/",
        "name": "Ada Exemple",
        "jobTitle": "chercheuse",
    }
    assert found["organizer"]["url"] == f"{BASE_URL}acteurs/acme/"
    assert found["location"]["name"] == "Maison, salle 2"
    assert found["subEvent"] == {"@type": "Event", "name": "Table ronde"}


@pytest.mark.parametrize(
    ("kind", "key", "dates"),
    [
        ("event", "mois-vague", {"startDate": "2019-09"}),
        ("exercise", "budget", {"startDate": "2019"}),
        # schema.org has no quarters: the date is left out rather than made more precise.
        ("publication", "note", {}),
    ],
)
def test_dates_are_as_precise_as_they_are_known(kind, key, dates, leaky):
    found = json_ld(_one(kind, key), "fr", BASE_URL)

    assert {name: found[name] for name in found if "date" in name.lower()} == dates


def test_no_text_ends_the_script_it_stands_in(leaky):
    text = script_json(_one("event", "forum"), "fr", BASE_URL)

    assert not set("<>&") & set(text)
    assert json.loads(text)["name"] == TITLE
    assert json.loads(as_script({"name": "\u2028</script>"})) == {"name": "\u2028</script>"}


# ---------------------------------------------------------------- sitemap, robots


def test_sitemap_has_each_page_in_both_languages(leaky, client):
    tree = _xml(_text(client.get(reverse("sitemap"))))

    pages = {url.findtext(f"{SITEMAP}loc"): url for url in tree.findall(f"{SITEMAP}url")}
    forum = pages["http://testserver/evenements/le-forum/"]
    alternates = {link.get("hreflang"): link.get("href") for link in forum.findall(f"{XHTML}link")}
    assert alternates == {
        "fr": "http://testserver/evenements/le-forum/",
        "en": "http://testserver/en/evenements/le-forum/",
    }
    assert alternates["en"] in pages
    assert forum.findtext(f"{SITEMAP}lastmod")
    assert "http://testserver/" in pages
    assert "http://testserver/evenements/" in pages


def test_large_sitemap_is_an_index_of_its_parts(leaky, client, monkeypatch):
    whole = _xml(_text(client.get(reverse("sitemap"))))
    monkeypatch.setattr(sitemap, "RECORDS_PER_FILE", 3)

    index = _xml("".join(sitemap.sitemap("http://testserver/")))
    parts = [node.text for node in index.iter(f"{SITEMAP}loc")]
    pages = [
        node.text for part in parts for node in _xml(_text(client.get(part))).iter(f"{SITEMAP}loc")
    ]

    assert len(parts) > 1
    assert sorted(pages) == sorted(node.text for node in whole.iter(f"{SITEMAP}loc"))
    beyond = client.get(reverse("sitemap_part", args=(len(parts) + 1,)))
    assert beyond.status_code == 404


def test_robots_are_told_where_the_sitemap_is(db, client):
    text = client.get(reverse("robots")).content.decode()

    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


# ---------------------------------------------------------------- tables


def _table(client, kind: str, **query: str) -> list[dict[str, str]]:
    text = _text(client.get(reverse("download_csv", args=(kind,)), query))
    separator = {"semicolon": ";"}.get(query.get("separator", ""), ",")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=separator))


def test_table_has_one_row_a_record_and_three_kinds_of_absence(leaky, client):
    (acme,) = _table(client, "organisation")

    assert acme["id"] == "acme"
    assert acme["url"] == "http://testserver/acteurs/acme/"
    assert acme["acronym"] == ""
    assert acme["website"] == "none"
    assert acme["siren"] == "not_applicable"
    assert acme["labels_count"] == "1"
    assert acme["translation"] == "missing"


def test_table_runs_nothing_in_a_spreadsheet(leaky, client):
    (acme,) = _table(client, "organisation")

    assert acme["title_fr"] == "'=cmd()|' /C calc'!A0"
    assert acme["title_en"] == "'+Acme"
    assert acme["city"] == "'@ville"


def test_table_for_a_spreadsheet_has_semicolons_and_a_mark(leaky, client):
    address = reverse("download_csv", args=("organisation",))
    text = _text(client.get(address, {"separator": "semicolon"}))

    assert text.startswith("\ufeffid;url;")
    assert _table(client, "organisation", separator="semicolon") == _table(client, "organisation")
    assert client.get(reverse("download_csv", args=("user",))).status_code == 404


def test_codebook_explains_every_column(leaky, client):
    book = list(csv.DictReader(io.StringIO(_text(client.get(reverse("codebook"))))))
    explained = {(row["kind"], row["column"]) for row in book}

    for kind in models_by_kind():
        text = _text(client.get(reverse("download_csv", args=(kind,))))
        columns = next(csv.reader(io.StringIO(text)))[2:]
        assert {(kind, column) for column in columns} <= explained
    assert all(row["label_fr"] and row["label_en"] and row["type"] for row in book)
    role = next(row for row in book if (row["kind"], row["column"]) == ("tool", "types"))
    assert (role["type"], role["vocabulary"]) == ("concepts", "")
