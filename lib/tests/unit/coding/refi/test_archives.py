"""Archives that no one of good will makes are refused before anything of them is read."""

import stat
import struct
import zipfile
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from civiscope.coding.project_files import read_project
from civiscope.coding.refi import archives
from civiscope.errors import InputError, InputNotFound

QDE = '<Project xmlns="urn:QDA-XML:project:1.0" name="P"/>'
REMEDY = "Export the project again, and open only files of people you know."


def pack(path, *members):
    with ZipFile(path, "w") as archive:
        for member, content in (("project.qde", QDE), *members):
            archive.writestr(member, content)
    return path


def refused(path):
    with pytest.raises(InputError) as error:
        read_project(path)
    return str(error.value)


def test_honest_archive_is_read(tmp_path):
    assert read_project(pack(tmp_path / "a.qdpx", ("sources/", ""))).project.name == "P"


@pytest.mark.parametrize(
    "name",
    ["../x", "sources/../../x", "/etc/x", "\\x", "C:\\x", "c:x", "a\\..\\x", "sources/.."],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path, name):
    assert refused(pack(tmp_path / "a.qdpx", (name, "x"))) == (
        "a.qdpx: expected names inside the archive, found one that leads elsewhere (member 2). "
        f"{REMEDY}"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.qdpx"]


def test_name_with_a_null_is_refused(tmp_path):
    path = pack(tmp_path / "a.qdpx", ("sourcesQx", "x"))
    path.write_bytes(path.read_bytes().replace(b"sourcesQx", b"sources\0x"))

    assert "found one that leads elsewhere (member 2)" in refused(path)


def test_link_is_refused(tmp_path):
    link = ZipInfo("sources/a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert refused(pack(tmp_path / "a.qdpx", (link, "/etc/passwd"))) == (
        f"a.qdpx: expected files, found a link (member 2). {REMEDY}"
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("names", [("a.txt", "a.txt"), ("a.txt", "A.TXT"), ("é", "e\u0301")])
def test_two_members_of_one_name_are_refused(tmp_path, names):
    assert refused(pack(tmp_path / "a.qdpx", *((name, "x") for name in names))) == (
        f"a.qdpx: expected members of different names, found two of one name. {REMEDY}"
    )


def test_bomb_is_refused(tmp_path):
    bomb = ZipInfo("sources/a.txt")
    bomb.compress_type = ZIP_DEFLATED

    assert refused(pack(tmp_path / "a.qdpx", (bomb, b"\0" * 20_000_000))) == (
        "a.qdpx: expected members that grow 200-fold at most, found one that grows more "
        f"(member 2). {REMEDY}"
    )


def test_archive_in_the_archive_is_never_opened(tmp_path):
    inner = pack(tmp_path / "inner.zip", ("../x", "x")).read_bytes()

    assert read_project(pack(tmp_path / "a.qdpx", ("inner.zip", inner))).remarks == ()


def test_small_file_may_grow(tmp_path):
    small = ZipInfo("sources/a.txt")
    small.compress_type = ZIP_DEFLATED

    assert read_project(pack(tmp_path / "a.qdpx", (small, b"\0" * 1_000_000))).remarks == ()


def test_other_compressions_are_refused(tmp_path):
    other = ZipInfo("sources/a.txt")
    other.compress_type = ZIP_BZIP2

    assert refused(pack(tmp_path / "a.qdpx", (other, "x"))) == (
        "a.qdpx: expected members stored or deflated, as REFI-QDA has them, found another "
        f"compression (member 2). {REMEDY}"
    )


def change_directory(path, place, form, value):
    """Change a field in the last entry of the central directory."""
    content = bytearray(path.read_bytes())
    struct.pack_into(form, content, content.rfind(b"PK\x01\x02") + place, value)
    path.write_bytes(content)
    return path


def test_password_is_refused(tmp_path):
    path = change_directory(pack(tmp_path / "a.qdpx", ("a.txt", "x")), 8, "<H", 1)

    assert refused(path) == (
        "a.qdpx: expected an archive without a password, found a member that has one (member 2). "
        f"{REMEDY}"
    )


def test_damage_that_looks_like_strong_encryption_is_refused(tmp_path):
    path = change_directory(pack(tmp_path / "a.qdpx"), 8, "<H", 0x40)

    assert refused(path) == f"a.qdpx: expected a whole archive, found a damaged one. {REMEDY}"


def test_members_that_share_their_bytes_are_refused(tmp_path):
    path = change_directory(pack(tmp_path / "a.qdpx", ("a.txt", "x")), 42, "<I", 0)

    assert refused(path) == (
        f"a.qdpx: expected members one after the other, found some that share their bytes. {REMEDY}"
    )


@pytest.mark.parametrize(
    ("limit", "value", "told"),
    [
        ("MEMBERS", 1, "an archive of 1 members at most, found 2"),
        ("TOTAL_BYTES", 55, "55 bytes at most in all, found 61"),
        ("MEMBER_BYTES", 9, "members of 9 bytes at most, found one of 51 (member 1)"),
        ("READ_BYTES", 50, "texts of 50 bytes at most, 1,000,000,000 in all, found larger ones"),
        (
            "TOTAL_READ_BYTES",
            50,
            "texts of 100,000,000 bytes at most, 50 in all, found larger ones",
        ),
    ],
)
def test_limits_hold(tmp_path, monkeypatch, limit, value, told):
    monkeypatch.setattr(archives, limit, value)

    assert refused(pack(tmp_path / "a.qdpx", ("a.txt", "0123456789"))) == (
        f"a.qdpx: expected {told}. {REMEDY}"
    )


def test_size_that_lies_is_a_damage(tmp_path):
    path = change_directory(pack(tmp_path / "a.qdpx"), 24, "<I", 10)

    assert refused(path) == f"a.qdpx: expected a whole archive, found a damaged one. {REMEDY}"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no more", b"<Project/>"])
def test_what_is_no_archive_is_refused(tmp_path, content):
    path = tmp_path / "a.qdpx"
    path.write_bytes(content)

    assert refused(path) == (
        f"a.qdpx: expected a project, which is a zip archive, found something else. {REMEDY}"
    )


def test_archive_that_is_cut_short_is_refused(tmp_path):
    path = pack(tmp_path / "a.qdpx", ("a.txt", "x" * 1000))
    path.write_bytes(path.read_bytes()[:-200])

    assert "found something else" in refused(path)


def test_member_that_is_damaged_is_refused(tmp_path):
    path = pack(tmp_path / "a.qdpx")
    path.write_bytes(path.read_bytes().replace(b'name="P"', b'name="Q"'))

    assert refused(path) == f"a.qdpx: expected a whole archive, found a damaged one. {REMEDY}"


@pytest.mark.parametrize(
    ("names", "found"), [(["a.txt", "deep/project.qde"], "none"), (["a.qde", "b.qde"], "2")]
)
def test_archive_without_one_project_is_refused(tmp_path, names, found):
    path = tmp_path / "a.qdpx"
    with ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, QDE)

    assert refused(path) == (
        f"a.qdpx: expected one “project.qde” at the top of the archive, found {found}. {REMEDY}"
    )


def test_xml_with_entities_is_refused(tmp_path):
    path = tmp_path / "a.qdpx"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            "project.qde", f'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>{QDE}'
        )

    assert refused(path) == (
        "a.qdpx, project.qde: expected XML without a document type, found one, which could hide "
        "entities. Export it again from the program that made it."
    )


def test_huge_text_in_the_xml_is_refused(tmp_path):
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", QDE.replace('"P"', f'"{"P" * 11_000_000}"'))

    assert refused(path).startswith("a.qdpx, project.qde, line 1: expected well-formed XML")


def test_missing_file_is_told(tmp_path):
    with pytest.raises(InputNotFound):
        read_project(tmp_path / "a.qdpx")
