"""Loading packs: everything checked first, all written or nothing, local edits kept."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from civiscope.errors import CiviscopeError
from observatory.directory.models import Organisation, Person
from observatory.events.models import Event
from observatory.imports.domain.load import load_pack
from observatory.imports.domain.plan import Outcome
from observatory.records.domain.history import record_saved
from observatory.records.enums import Action
from observatory.records.models import LoadedDocument, Record, Revision
from observatory.vocabularies.models import Concept

pytestmark = pytest.mark.django_db

VOCABULARIES = """
kind: scheme
records:
  - id: role
    label: {fr: Rôle, en: Role}
    concepts:
      - {id: moderation, label: {fr: Modération, en: Moderator}}
  - id: niveau-preuve
    label: {fr: Niveau de preuve, en: Evidence level}
    concepts:
      - {id: declare, label: {fr: Déclaré, en: Claimed}}
"""
DIRECTORY = """
kind: organisation
records:
  - id: mairie
    title: {fr: Mairie de Dunkerque}
    date: 2005/..
    evidence: declare
    none: [website]
    not_applicable: [siren]
    labels:
      - {text: Dunkerque}
"""
PEOPLE = """
kind: person
records:
  - id: ada
    given_name: Ada
    family_name: Exemple
    affiliations:
      - organisation: mairie
        function: {fr: chargée de mission}
"""
EVENTS = """
kind: event
records:
  - id: journee
    title: {fr: Journée, en: Day}
    date: 2019-03-18
    sessions:
      - id: pleniere
        title: {fr: Plénière}
        speakers:
          - person: ada
            role: moderation
            displayed: Chargée de mission - Mairie de Dunkerque
            organisations: [mairie]
    figures:
      - id: attendance
        label: {fr: personnes}
        operator: ">"
        value: 250
"""


def write_pack(folder: Path, **files: str) -> Path:
    contents = {
        "pack": "id: essai\ntitle: {fr: Essai}\n",
        "vocabularies": VOCABULARIES,
        "directory": DIRECTORY,
        "people": PEOPLE,
        "events": EVENTS,
    }
    folder.mkdir(exist_ok=True)
    for name, text in (contents | files).items():
        (folder / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


def load(folder: Path, **options):
    return load_pack(folder, by=None, at=timezone.now(), **options)


def outcomes(report) -> dict[str, Outcome]:
    return {f"{item.kind}:{item.key}": item.outcome for item in report.items}


def test_load_creates_records_with_their_parts(pack):
    report = load(pack)

    assert set(outcomes(report).values()) == {Outcome.CREATED}
    speaker = Event.objects.get(key="journee").sessions.get().speakers.get()
    assert speaker.person == Person.objects.get(key="ada")
    assert speaker.displayed == "Chargée de mission - Mairie de Dunkerque"
    assert [str(organisation) for organisation in speaker.organisations.all()] == [
        "Mairie de Dunkerque"
    ]
    figure = Event.objects.get(key="journee").figures.get()
    assert (figure.operator, figure.value) == (">", 250)


def test_load_keeps_three_kinds_of_absence_apart(pack):
    load(pack)

    mairie = Organisation.objects.get(key="mairie")
    assert mairie.absences == {"website": "none", "siren": "not_applicable"}
    # Of nine expected fields: title, date, and two said to be absent.
    assert mairie.completeness == 40


def test_load_again_changes_nothing(pack):
    load(pack)
    revisions = Revision.objects.count()

    report = load(pack)

    assert set(outcomes(report).values()) == {Outcome.UNCHANGED}
    assert Revision.objects.count() == revisions


def test_load_dry_run_writes_nothing(pack):
    report = load(pack, dry_run=True)

    assert outcomes(report)["event:journee"] is Outcome.CREATED
    assert Record.objects.count() == LoadedDocument.objects.count() == 0


def test_load_changed_pack_updates_and_keeps_history(pack):
    load(pack)
    write_pack(pack, events=EVENTS.replace("2019-03-18", "2019-03"))

    report = load(pack)

    event = Event.objects.get(key="journee")
    assert outcomes(report)["event:journee"] is Outcome.UPDATED
    assert event.date == "2019-03"
    assert [revision.document["date"] for revision in event.revisions.all()] == [
        "2019-03",
        "2019-03-18",
    ]


def edit_here(title: str) -> Event:
    event = Event.objects.get(key="journee")
    event.title_fr = title
    event.save()
    record_saved(event, by=None, at=timezone.now(), action=Action.CHANGED)
    return event


def test_load_keeps_a_local_edit_and_shows_it(pack, capsys):
    load(pack)
    edit_here("Titre d'ici")

    call_command("load", pack)

    assert Event.objects.get(key="journee").title_fr == "Titre d'ici"
    told = capsys.readouterr().out
    assert "conflict: event:journee was edited here since it was loaded" in told
    assert "Titre d'ici" in told


def test_load_conflict_with_a_changed_pack_exits_with_its_own_code(pack, capsys):
    load(pack)
    edit_here("Titre d'ici")
    write_pack(pack, events=EVENTS.replace("{fr: Journée, en: Day}", "{fr: Titre du paquet}"))

    with pytest.raises(SystemExit) as stopped:
        call_command("load", pack)

    assert stopped.value.code == 4
    assert Event.objects.get(key="journee").title_fr == "Titre d'ici"
    assert "Titre du paquet" in capsys.readouterr().err


def test_load_take_pack_overwrites_a_local_edit_when_asked(pack):
    load(pack)
    edit_here("Titre d'ici")

    report = load(pack, take_pack=True)

    assert outcomes(report)["event:journee"] is Outcome.UPDATED
    assert Event.objects.get(key="journee").title_fr == "Journée"


def test_load_changed_address_redirects(pack, client):
    load(pack)
    write_pack(
        pack, events=EVENTS.replace("id: journee\n", "id: journee\n    slug: journee-2019\n")
    )
    load(pack)

    answer = client.get("/evenements/journee/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/evenements/journee-2019/")
    assert set(outcomes(load(pack)).values()) == {Outcome.UNCHANGED}


TWO_HALLS = """
kind: organisation
records:
  - id: mairie
    slug: {mairie}
    title: {{fr: Mairie de Dunkerque}}
  - id: halle
    slug: {halle}
    title: {{fr: Halle}}
"""


def test_load_lets_two_records_exchange_their_addresses(pack):
    load(write_pack(pack, directory=TWO_HALLS.format(mairie="a", halle="b")))

    load(write_pack(pack, directory=TWO_HALLS.format(mairie="b", halle="a")))

    slugs = dict(Organisation.objects.values_list("key", "slug"))
    assert slugs == {"mairie": "b", "halle": "a"}
    assert set(outcomes(load(pack)).values()) == {Outcome.UNCHANGED}


def test_load_refuses_a_concept_that_a_vocabulary_edited_here_does_not_have(pack):
    load(pack)
    concept = Concept.objects.get(key="moderation")
    concept.label_fr = "Animation"
    concept.save()
    write_pack(
        pack,
        vocabularies=VOCABULARIES.replace(
            "Moderator}}", "Moderator}}\n      - {id: orateur, label: {fr: Orateur}}"
        ),
        events=EVENTS.replace("role: moderation", "role: orateur"),
    )

    with pytest.raises(CiviscopeError) as error:
        load(pack)

    assert "events.yaml:4: expected concepts that the vocabularies" in str(error.value)
    assert load(pack, take_pack=True).conflicts == ()


# ---------------------------------------------------------------- refused


def refused(folder: Path) -> str:
    with pytest.raises(CiviscopeError) as error:
        load(folder)
    assert Record.objects.count() == 0
    return str(error.value)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "people",
            PEOPLE.replace("organisation: mairie", "organisation: personne"),
            "people.yaml:8",
        ),
        ("people", PEOPLE.replace("Ada\n", "Ada\n    given: Ada\n"), "'given'"),
        ("events", EVENTS.replace("2019-03-18", "2019-02-30"), "'2019-02-30'"),
        ("events", EVENTS.replace("role: moderation", "role: orateur"), "'orateur'"),
        ("events", EVENTS.replace("value: 250", "value: beaucoup"), "a number"),
        (
            "events",
            EVENTS.replace("title: {fr: Journée, en: Day}", "title: Journée"),
            "each language",
        ),
        ("events", EVENTS.replace("sessions:\n", "sessions: une\n    autres:\n"), "a list"),
        ("events", EVENTS.replace("id: pleniere", "format: atelier"), "an id"),
        ("directory", DIRECTORY.replace("none: [website]", "none: [date]"), "said to be absent"),
        ("directory", DIRECTORY.replace("evidence: declare", "status: secret"), "'secret'"),
        ("directory", DIRECTORY + "\n  - id: mairie\n    title: {fr: Double}\n", "'mairie'"),
        ("directory", DIRECTORY.replace("date:", "siren: 123456789\n    date:"), "last digit"),
        ("more", "kind: planete\nrecords:\n  - id: mars\n", "'planete'"),
        ("events", EVENTS.replace("id: attendance", "id: à compter"), "'à compter'"),
        (
            "events",
            EVENTS.replace("    figures:", "    reporting_year: 99999\n    figures:"),
            "a whole number",
        ),
        ("directory", TWO_HALLS.format(mairie="halle", halle="halle"), "the address of"),
        (
            "directory",
            TWO_HALLS.format(mairie="mairie", halle="halle").replace(
                "    title", "    old_addresses: [une]\n    title"
            ),
            "an old address of 'mairie'",
        ),
        ("directory", DIRECTORY + "    old_addresses: [à côté]\n", "'à côté'"),
        (
            "more",
            """
            kind: tool
            records:
              - {id: a, title: {fr: A}, status: merged, merged_into: b}
              - {id: b, title: {fr: B}, status: merged, merged_into: a}
            """,
            "a circle",
        ),
        (
            "more",
            """
            kind: action
            records:
              - {id: a, title: {fr: A}, year: 2050, number: 1}
              - {id: b, title: {fr: B}, year: 2050, number: 1}
            """,
            "action:b",
        ),
        (
            "directory",
            DIRECTORY
            + """\
    statements:
      - {field: date, value: {fr: "2004"}, retained: true}
      - {field: date, value: {fr: "2005"}, retained: true}
""",
            "directory.yaml:4",
        ),
        ("more", "a: &a [x]\nb: *a\n", "more.yaml:1"),
        ("more", "kind: person\nrecords: [\n", "more.yaml"),
    ],
)
def test_load_refuses_and_writes_nothing(tmp_path, file, text, expected):
    message = refused(write_pack(tmp_path / "pack", **{file: text}))

    assert expected in message
    assert "shared" not in message


def test_load_reports_every_error_of_every_file_at_once(tmp_path):
    folder = write_pack(
        tmp_path / "pack",
        events=EVENTS.replace("2019-03-18", "2019-02-30").replace(
            "role: moderation", "role: orateur"
        ),
        people=PEOPLE.replace("organisation: mairie", "organisation: personne") + "\n  - id: ada\n",
    )

    message = refused(folder)

    for place in ("events.yaml:6", "events.yaml:12", "people.yaml:8", "people.yaml:11"):
        assert place in message


def test_load_refuses_a_file_that_is_not_utf8(pack):
    (pack / "latin.yaml").write_bytes("kind: person # é".encode("latin-1"))

    assert "latin.yaml" in refused(pack)


def test_load_refuses_a_file_of_200_megabytes_without_reading_it(pack):
    with (pack / "large.yaml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    assert "large.yaml" in refused(pack)


def test_load_refuses_a_million_aliases(pack):
    bomb = "a: &a [lol]\n" + "\n".join(f"k{n}: *a" for n in range(100_000))
    (pack / "bomb.yaml").write_text(bomb, encoding="utf-8")

    assert "bomb.yaml:1" in refused(pack)


def test_load_of_no_folder_says_so(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("load", tmp_path / "nowhere")

    assert stopped.value.code == 66
    assert "Nothing was written." in capsys.readouterr().err


KILLED_HALFWAY = """
import os, signal, django
django.setup()
from observatory.imports.domain import load
from pathlib import Path
from django.utils import timezone
written = load.record_saved
def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)
load.record_saved = die
load.load_pack(Path({folder!r}), by=None, at=timezone.now())
"""


def test_load_after_one_killed_halfway_works(pack, tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "observatory.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}",
    }
    run = lambda *words: subprocess.run(  # noqa: E731
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert run("-m", "observatory", "migrate").returncode == 0

    killed = run("-c", KILLED_HALFWAY.format(folder=str(pack)))
    loaded = run("-m", "observatory", "load", str(pack))

    assert killed.returncode == -signal.SIGKILL
    assert loaded.returncode == 0
    assert "event                        1         0         0         0" in loaded.stdout
