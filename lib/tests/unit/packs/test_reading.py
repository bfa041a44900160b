import os
import pickle

import pytest

from civiscope.errors import InputNotFound
from civiscope.packs import (
    Entry,
    Limits,
    Location,
    Mapping,
    PackInvalid,
    Problem,
    Scalar,
    plain,
    read_pack,
)
from civiscope.packs.files import PackFile, _walk, read_text
from civiscope.packs.limits import Reading

TOOLS = "kind: tool\nrecords:\n  - id: decidim\n"


@pytest.fixture
def folder(tmp_path):
    """Give a sound pack with a tool."""
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "pack.yaml").write_text("id: demo\ntitle: {fr: Démo}\n", encoding="utf-8")
    (pack / "tools.yaml").write_text(TOOLS, encoding="utf-8")
    return pack


def problems(folder, **limits):
    with pytest.raises(PackInvalid) as caught:
        read_pack(folder, limits=Limits(**limits))
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_pack_is_read_with_its_places(folder):
    pack = read_pack(folder)

    where = Location("tools.yaml", 3)
    fields = Mapping((Entry("id", Scalar("decidim", quoted=False, where=where), where),), where)
    assert (pack.folder, pack.id, plain(pack.header)) == (
        folder,
        "demo",
        {"id": "demo", "title": {"fr": "Démo"}},
    )
    assert [(record.kind, record.id, record.fields) for record in pack.records] == [
        ("tool", "decidim", fields)
    ]
    assert pack.records[0].where == where


def test_values_stay_as_written(folder):
    written = {
        "no": ("no", False),
        "2019": ("2019", False),
        "01001": ("01001", False),
        "2019-05-15": ("2019-05-15", False),
        "1_000": ("1_000", False),
        "": (None, False),
        "~": (None, False),
        "null": (None, False),
        "''": ("", True),
        "'null'": ("null", True),
        '"~"': ("~", True),
    }
    lines = "".join(f"    field-{n}: {text}\n" for n, text in enumerate(written))
    (folder / "tools.yaml").write_text(TOOLS + lines, encoding="utf-8")

    record = read_pack(folder).records[0]

    values = [entry.value for entry in record.fields.entries[1:]]
    assert [(value.text, value.quoted) for value in values] == list(written.values())


def test_files_are_found_at_any_depth_and_others_left_alone(folder):
    deep = folder / "actors" / "people"
    deep.mkdir(parents=True)
    (deep / "people.yml").write_text("kind: person\nrecords: [{id: ada}]\n", encoding="utf-8")
    (folder / "README.md").write_text("not: [yaml", encoding="utf-8")
    (folder / ".draft.yaml").write_text("not: [yaml", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "config.yaml").write_text("not: [yaml", encoding="utf-8")

    pack = read_pack(folder)

    assert pack.counts() == {"person": 1, "tool": 1}
    assert [record.id for record in pack.of_kind("person")] == ["ada"]
    assert [str(record.where) for record in pack.records] == [
        "actors/people/people.yml:2",
        "tools.yaml:3",
    ]


def test_a_byte_order_mark_is_no_part_of_the_text(folder):
    (folder / "tools.yaml").write_text(TOOLS, encoding="utf-8-sig")

    assert read_pack(folder).counts() == {"tool": 1}


def test_one_id_may_stand_in_two_kinds(folder):
    (folder / "events.yaml").write_text("kind: event\nrecords: [{id: decidim}]", encoding="utf-8")

    assert read_pack(folder).counts() == {"event": 1, "tool": 1}


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(InputNotFound, match=r"found no folder at .*Check the path"):
        read_pack(tmp_path / "nowhere")


def test_every_problem_of_every_file_is_told_at_once(folder):
    (folder / "pack.yaml").write_text("title: {fr: Démo}\n", encoding="utf-8")
    (folder / "events.yaml").write_text("kind: event\nrecords: [\n", encoding="utf-8")
    (folder / "tools.yaml").write_text(TOOLS + "  - id: decidim\n  - 3\n", encoding="utf-8")

    syntax = "expected a file that follows YAML, found “did not find expected node content”"
    twice = "expected each id once in tool, found 'decidim', which stands at tools.yaml:3 already"
    assert problems(folder) == [
        f"events.yaml:3: {syntax}",
        "pack.yaml:1: expected a field id, found no such field",
        f"tools.yaml:4: {twice}",
        "tools.yaml:5: expected a record with its fields, found '3'",
    ]


def test_a_pack_without_its_description_is_refused(folder):
    (folder / "pack.yaml").unlink()

    assert problems(folder) == [
        "pack.yaml:1: expected a file that describes the pack, with an id, found no such file"
    ]


def test_a_description_that_is_a_list_is_refused(folder):
    (folder / "pack.yaml").write_text("- id\n", encoding="utf-8")

    assert problems(folder) == ["pack.yaml:1: expected the fields of the pack, found a list of 1"]


def test_a_file_that_is_not_utf8_is_refused_with_the_place_of_the_byte(folder):
    (folder / "tools.yaml").write_bytes(b"kind: tool\n# \xe9t\xe9\n")

    assert problems(folder) == [
        "tools.yaml:2: expected text in UTF-8, found the byte 0xE9 at offset 13"
    ]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\u2028", "\uffff"])
def test_a_control_character_is_refused_with_its_line(folder, character):
    (folder / "tools.yaml").write_bytes(f"kind: tool\r\n# {character}\n".encode())

    (said,) = problems(folder)
    assert said == (
        "tools.yaml:2: expected only characters that a text may hold, "
        f"found the control character U+{ord(character):04X}"
    )


def test_a_large_file_is_refused_before_it_is_read(folder):
    with (folder / "tools.yaml").open("wb") as file:
        file.truncate(200_000_000)  # takes no place on the disk

    assert problems(folder) == [
        "tools.yaml:1: expected at most 10,000,000 bytes in a file, found 200,000,000 bytes"
    ]


def test_a_large_pack_is_refused_before_it_is_read(folder):
    (folder / "events.yaml").write_bytes(b"\xff" * 60)

    assert problems(folder, pack_bytes=100) == [
        ".:1: expected at most 100 bytes of YAML in the pack, found 124 bytes"
    ]


def test_too_many_files_are_refused(folder):
    assert problems(folder, files=1) == [".:1: expected at most 1 YAML files, found more"]


def test_too_many_values_are_refused_once(folder):
    (folder / "zones.yaml").write_text("kind: zone\nrecords: []\n", encoding="utf-8")

    assert problems(folder, values=12) == [
        "tools.yaml:3: expected at most 12 values, found more",
    ]


def test_too_deep_a_nesting_is_refused(folder):
    (folder / "tools.yaml").write_text("[" * 1_000_000, encoding="utf-8")

    assert problems(folder) == ["tools.yaml:1: expected at most 32 levels, found more"]


def test_a_million_aliases_stop_at_the_first(folder):
    bomb = "a: &a [x]\n" + "b: [*a, *a]\n" * 500_000
    (folder / "tools.yaml").write_text(bomb, encoding="utf-8")

    assert problems(folder) == [
        "tools.yaml:1: expected values in full, found an anchor or alias (& or *)"
    ]


def test_a_link_to_the_outside_is_refused(folder):
    secret = folder.parent / "secret.yaml"
    secret.write_text(TOOLS, encoding="utf-8")
    (folder / "linked.yaml").symlink_to(secret)

    assert problems(folder) == [
        "linked.yaml:1: expected a file of the pack, found a symbolic link to the outside"
    ]


def test_a_link_to_a_hidden_file_of_the_pack_is_followed(folder):
    (folder / "tools.yaml").rename(folder / ".tools.yaml")
    (folder / "linked.yaml").symlink_to(".tools.yaml")

    assert read_pack(folder).counts() == {"tool": 1}


def test_a_linked_folder_is_refused(folder):
    (folder / "actors").symlink_to(folder.parent)
    (folder / "tools").mkdir()

    assert problems(folder) == ["actors:1: expected a folder of the pack, found a symbolic link"]


def test_a_link_to_nothing_is_told(folder):
    (folder / "linked.yaml").symlink_to("nowhere.yaml")

    assert problems(folder) == [
        "linked.yaml:1: expected what can be read, found “No such file or directory”"
    ]


def test_a_pipe_is_not_opened(folder):
    os.mkfifo(folder / "pipe.yaml")

    assert problems(folder) == [
        "pipe.yaml:1: expected a regular file, found a device, pipe or socket"
    ]


def test_the_name_of_a_file_cannot_drive_a_terminal(folder):
    name = os.fsdecode(b"\x1b[2J\xff.yaml")
    (folder / name).write_text("- 1", encoding="utf-8")

    assert problems(folder) == [
        "\\x1b[2J\\udcff.yaml:1: expected the fields kind and records, found a list of 1"
    ]


def test_a_file_that_went_away_is_told(tmp_path):
    reading = Reading(limits=Limits())

    text = read_text(PackFile(tmp_path / "gone.yaml", "gone.yaml"), reading)

    assert text is None
    assert [str(problem) for problem in reading.problems] == [
        "gone.yaml:1: expected what can be read, found “No such file or directory”"
    ]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path):
    reading = Reading(limits=Limits())

    files = list(_walk(tmp_path / "gone", reading))

    assert files == []
    assert [str(problem) for problem in reading.problems] == [
        ".:1: expected what can be read, found “No such file or directory”"
    ]


def test_a_long_value_is_cut_in_the_message(folder):
    (folder / "tools.yaml").write_text("x" * 1_000, encoding="utf-8")

    assert problems(folder) == [
        f"tools.yaml:1: expected the fields kind and records, found '{'x' * 59}…'"
    ]


def test_the_exception_travels_between_processes():
    problem = Problem(Location("tools.yaml", 3), "an id", "none")

    copied = pickle.loads(pickle.dumps(PackInvalid([problem])))  # noqa: S301 -- made here

    assert copied.problems == (problem,)


def test_the_exception_counts_its_problems():
    where = Location("tools.yaml", 3)

    error = PackInvalid([Problem(where, "b", "c"), Problem(where, "a", "c")])

    assert str(error) == (
        "The pack has 2 problems. Correct and read it again.\n"
        "tools.yaml:3: expected a, found c\n"
        "tools.yaml:3: expected b, found c"
    )
