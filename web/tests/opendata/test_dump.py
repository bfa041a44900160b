"""A dump loads into an empty database and dumps again to the same bytes."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from civiscope.errors import InputError
from civiscope.packs import PackInvalid
from observatory.accounts.models import User
from observatory.imports.domain.load import load_pack
from observatory.imports.domain.plan import Outcome
from observatory.opendata.domain.dump import dump_pack
from observatory.records.domain.history import record_saved
from observatory.records.domain.kinds import models_by_kind
from observatory.records.enums import Action
from observatory.records.models import Attachment, LoadedDocument, OldAddress, Record, Revision
from observatory.vocabularies.models import Scheme


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def empty_the_database(settings, tmp_path: Path) -> None:
    """Leave nothing of the observatory, its files included."""
    for model in reversed(models_by_kind().values()):
        _delete_links(model)
    Attachment.objects.all().delete()
    for model in reversed(models_by_kind().values()):
        model.objects.all().delete()
    LoadedDocument.objects.all().delete()
    Scheme.objects.all().delete()
    settings.MEDIA_ROOT = tmp_path / "other-media"
    assert not Record.objects.exists()
    assert not Revision.objects.exists()
    assert not OldAddress.objects.exists()


def _delete_links(model) -> None:
    for record in model.objects.all():
        record.merged_into = None
        record.status = "draft"
        record.relations.all().delete()
        record.save()


def reloaded(folder: Path, settings, tmp_path: Path, *, full: bool) -> dict[str, bytes]:
    """Load a dump into an empty database and dump it again."""
    empty_the_database(settings, tmp_path)
    load_pack(folder, by=None, at=timezone.now())
    again = tmp_path / f"again-{folder.name}"
    dump_pack(again, full=full)
    return contents(again)


@pytest.mark.django_db
@pytest.mark.parametrize("full", [False, True])
def test_pack_of_2019_dumps_and_loads_to_the_same_bytes(full, pack_folder, tmp_path, settings):
    load_pack(pack_folder, by=None, at=timezone.now())
    first = tmp_path / "first"
    dump_pack(first, full=full)

    assert reloaded(first, settings, tmp_path, full=full) == contents(first)


@pytest.mark.parametrize("full", [False, True])
def test_pack_with_everything_hidden_dumps_and_loads_to_the_same_bytes(
    full, leaky, tmp_path, settings
):
    _edit("forum", "Titre corrigé\x0b")
    first = tmp_path / "first"
    dump_pack(first, full=full)

    assert reloaded(first, settings, tmp_path, full=full) == contents(first)


def _edit(key: str, title: str) -> None:
    editor = User.objects.create_user("marie.curie", "marie@example.org", "secret-word")
    event = models_by_kind()["event"].objects.get(key=key)
    event.title_fr = title
    event.save()
    record_saved(event, by=editor, at=timezone.now(), action=Action.CHANGED, note="vu sur place")


def test_full_dump_holds_history_but_not_who_wrote(leaky, tmp_path):
    _edit("forum", "Titre corrigé")
    dump_pack(tmp_path / "full", full=True)

    text = b"\n".join(contents(tmp_path / "full").values()).decode()

    assert "Organisation Secrète" in text
    assert "vu sur place" in text
    assert "Titre corrigé" in text
    assert "marie" not in text
    assert "secret-word" not in text
    assert (tmp_path / "full").stat().st_mode & 0o077 == 0


def test_history_is_written_alike_whatever_order_a_database_keeps(leaky, tmp_path):
    dump_pack(tmp_path / "first", full=True)
    for revision in Revision.objects.all():
        revision.document = dict(reversed(revision.document.items()))
        revision.save()
    dump_pack(tmp_path / "second", full=True)

    assert contents(tmp_path / "first") == contents(tmp_path / "second")


def test_full_dump_keeps_edits_known_as_edits(leaky, leaky_pack, tmp_path, settings):
    _edit("forum", "Titre corrigé")
    dump_pack(tmp_path / "full", full=True)
    empty_the_database(settings, tmp_path)
    load_pack(tmp_path / "full", by=None, at=timezone.now())

    again = load_pack(tmp_path / "full", by=None, at=timezone.now())
    report = load_pack(leaky_pack, by=None, at=timezone.now())

    assert {item.outcome for item in again.items} == {Outcome.UNCHANGED}
    assert [(item.kind, item.key) for item in report.conflicts] == [("event", "forum")]


def test_history_of_a_record_that_exists_is_left_alone(leaky, tmp_path):
    dump_pack(tmp_path / "full", full=True)
    before = Revision.objects.count()

    load_pack(tmp_path / "full", by=None, at=timezone.now())

    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("number: 0", "number from 1"),
        ("at: '2019-01-01T00:00:00'", "a moment with its time zone"),
        ("at: '2019-99-99T00:00:00+00:00'", "a moment with its time zone"),
        ("action: hacked", "action among"),
        ("document: text", "document"),
    ],
)
def test_history_that_is_not_one_is_refused(line, found, leaky, tmp_path):
    dump_pack(tmp_path / "full", full=True)
    path = tmp_path / "full" / "history" / "source.yaml"
    name = line.partition(":")[0]
    text = path.read_text(encoding="utf-8")
    old = next(row for row in text.splitlines() if row.lstrip(" -").startswith(f"{name}:"))
    new = old[: old.index(f"{name}:")] + line
    if name == "document":
        text = text[: text.index(old)] + new + "\n"
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(PackInvalid, match=found):
        load_pack(tmp_path / "full", by=None, at=timezone.now())


def test_attached_file_comes_with_the_pack_and_is_stored_once(leaky, leaky_pack, settings):
    report = load_pack(leaky_pack, by=None, at=timezone.now())

    attachment = Attachment.objects.get(title_fr="Diapos")
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    with attachment.file.open() as file:
        assert file.read() == (leaky_pack / "files" / "diapos.pdf").read_bytes()
    assert [path.name for path in stored] == ["diapos.pdf"]
    assert {item.outcome for item in report.items} == {Outcome.UNCHANGED}


@pytest.mark.django_db
def test_dry_run_stores_no_file(leaky_pack, settings):
    load_pack(leaky_pack, by=None, at=timezone.now(), dry_run=True)

    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["files/none.pdf", "../secret.pdf", "pack.yaml", "files/link.pdf"])
def test_file_that_is_not_of_the_pack_is_refused(name, leaky_pack, tmp_path):
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-1.7 secret")
    (leaky_pack / "files" / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    _name_file(leaky_pack, name)

    with pytest.raises(PackInvalid, match="a file under files/"):
        load_pack(leaky_pack, by=None, at=timezone.now())


@pytest.mark.django_db
def test_file_that_is_not_what_its_name_says_is_refused(leaky_pack):
    (leaky_pack / "files" / "diapos.pdf").write_bytes(b"<script>")

    with pytest.raises(PackInvalid, match=r"event\.yaml:\d+.*not what its name says"):
        load_pack(leaky_pack, by=None, at=timezone.now())


def _name_file(pack: Path, name: str) -> None:
    path = pack / "event.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("files/diapos.pdf", name), encoding="utf-8")


def test_folder_that_holds_something_is_refused(leaky, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")

    with pytest.raises(InputError, match="Expected an empty folder"):
        dump_pack(tmp_path / "full")

    assert contents(tmp_path / "full") == {"mine.txt": b"mine"}


def test_failure_leaves_nothing_behind(leaky, tmp_path, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("observatory.opendata.domain.dump.public_documents", fail)
    before = set(tmp_path.iterdir())

    with pytest.raises(RuntimeError):
        dump_pack(tmp_path / "public")

    assert set(tmp_path.iterdir()) == before


def test_large_kinds_take_several_files(leaky, tmp_path, settings, monkeypatch):
    monkeypatch.setattr("observatory.opendata.domain.dump.FILE_BYTES", 200)
    first = tmp_path / "first"
    dump_pack(first)

    assert (first / "event-2.yaml").is_file()
    assert reloaded(first, settings, tmp_path, full=False) == contents(first)


def test_command_says_what_it_wrote(leaky, tmp_path):
    out, err = StringIO(), StringIO()
    call_command("dump", str(tmp_path / "public"), stdout=out)

    with pytest.raises(SystemExit) as left:
        call_command("dump", str(tmp_path / "public"), stderr=err)

    assert "event" in out.getvalue()
    assert f"Written to {tmp_path / 'public'}." in out.getvalue()
    assert left.value.code == 65
    assert "Nothing was written." in err.getvalue()
