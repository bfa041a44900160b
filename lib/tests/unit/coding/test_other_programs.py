"""Projects shaped as other programs write them: what is taken, and what is told of the rest.

The words are ours; the shapes are those of QualCoder, MAXQDA, NVivo, ATLAS.ti, f4 and Taguette.
"""

import zipfile

import pytest

from civiscope.coding.codebook_files import read_codebook
from civiscope.coding.project_files import read_project, write_project
from civiscope.coding.projects import Note
from civiscope.coding.remarks import Remark
from civiscope.errors import InputError

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
XMLNS = 'xmlns="urn:QDA-XML:project:1.0"'
USER, BIKE, BUS = (f"{n}0000000-0000-0000-0000-000000000000" for n in "123")
TEXT = "40000000-0000-0000-0000-000000000000"
BOOK = (
    f'<CodeBook><Codes><Code guid="{BIKE}" name="Vélo" isCodable="true"/>'
    f'<Code guid="{BUS}" name="Bus" isCodable="true"/></Codes></CodeBook>'
)
USERS = f'<Users><User guid="{USER}" name="Ana"/></Users>'


def pack(path, markup, files=None, *, name="project.qde"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, markup)
        for member, content in (files or {}).items():
            archive.writestr(member, content)
    return path


def project(inside, *, root=f'Project {XMLNS} name="P"', users=USERS, book=BOOK):
    return f"{HEAD}<{root}>{users}{book}{inside}</Project>"


def source(inside, *, said=f'plainTextPath="internal://{TEXT}.txt"', name="Entretien"):
    return f'<TextSource guid="{TEXT}" name="{name}" {said}>{inside}</TextSource>'


def sources(*inside):
    return f"<Sources>{''.join(inside)}</Sources>"


def passage(start, end, *, code=BIKE, guid="s1", name="", user=f'creatingUser="{USER}"', more=""):
    coding = f'<Coding guid="c-{guid}" {user}><CodeRef targetGUID="{code}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}">{coding if code else ""}{more}</PlainTextSelection>'
    )


def read(tmp_path, markup, content="", folder="sources", **more):
    content = content if isinstance(content, bytes) else content.encode()
    files = {f"{folder}/{TEXT}.txt": content, **more}
    return read_project(pack(tmp_path / "p.qdpx", markup, files))


def quotes(read):
    return [(read.project.quote(one), one.code, one.coder) for one in read.project.codings]


def said(read):
    return [(remark.count, remark.what, remark.names) for remark in read.remarks]


def test_line_ends_of_windows_are_counted_as_the_file_has_them(tmp_path):
    text = "Une ligne\r\nLe vélo 🚲\r\nLe bus"
    start = text.index("Le vélo")
    inside = passage(start, start + 9), passage(start, start + 17, code=BUS, guid="s2")

    found = read(tmp_path, project(sources(source("".join(inside)))), text)

    assert quotes(found) == [("Le vélo 🚲", "Vélo", "Ana"), ("Le vélo 🚲\nLe bus", "Bus", "Ana")]
    assert found.project.sources[0].text == "Une ligne\nLe vélo 🚲\nLe bus"
    assert said(found) == []


COUNTED = "selections counted otherwise than in code points, which was found from their quotes"


def test_qualcoder_counts_line_ends_once_and_quotes_what_it_selects(tmp_path):
    text = "Une ligne\r\nLe vélo\r\nLe bus"
    counted = text.replace("\r\n", "\n")
    inside = [
        passage(counted.index(name), counted.index(name) + len(name), guid=name, name=name)
        for name in ("Le vélo", "Le bus")
    ]

    found = read(tmp_path, project(sources(source("".join(inside)))), text)

    assert [quote for quote, _, _ in quotes(found)] == ["Le vélo", "Le bus"]
    assert said(found) == [(2, COUNTED, ())]


def test_program_that_counts_in_utf16_is_found_from_its_quotes(tmp_path):
    text = "🚲🚲 Le vélo va vite. Encore un mot."
    inside = passage(5, 12, name="Le vélo")

    found = read(tmp_path, project(sources(source(inside))), text)

    assert quotes(found) == [("Le vélo", "Vélo", "Ana")]
    assert said(found) == [(1, COUNTED, ())]


def test_program_that_counts_in_utf16_is_found_from_places_after_the_end(tmp_path):
    text = "🚲🚲 Le vélo"

    found = read(tmp_path, project(sources(source(passage(5, 12)))), text)

    assert quotes(found) == [("Le vélo", "Vélo", "Ana")]


def test_names_that_are_no_quotes_change_nothing(tmp_path):
    text = "🚲🚲 Le vélo va, Le bus va."
    inside = passage(3, 10, name="s1") + passage(3, 10, guid="s2", name="Memo 12.03")

    found = read(tmp_path, project(sources(source(inside))), text)

    assert [quote for quote, _, _ in quotes(found)] == ["Le vélo", "Le vélo"]
    assert said(found) == []


def test_nvivo_writes_marks_braces_empty_descriptions_and_other_folders(tmp_path):
    markup = project(
        sources(
            source(
                "<Description />"
                + passage(0, 4, code=f"{{{BIKE.upper()}}}", more="<Description />"),
                said=f'richTextPath="internal://{TEXT}.docx" plainTextPath="internal://{TEXT}.txt" '
                f'creatingUser="{USER}" creationDateTime="yesterday"',
            )
        ),
        root=f'Project {XMLNS} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="urn:QDA-XML:project:1.0 Project.xsd" basePath="" name="P" '
        'origin="Another 15"',
    )
    files = {"Sources/.root": b"", f"Sources/{TEXT}.docx": b"never opened"}

    found = read(tmp_path, markup, "\ufeffvélo", folder="Sources", **files)

    assert quotes(found) == [("vélo", "Vélo", "Ana")]
    assert said(found) == [(1, "dates that are none", ())]


def test_program_that_counts_the_mark_is_found_from_its_quotes(tmp_path):
    inside = passage(1, 5, name="vélo")

    found = read(tmp_path, project(sources(source(inside))), "\ufeffvélo, bus")

    assert quotes(found) == [("vélo", "Vélo", "Ana")]


def test_composed_characters_are_counted_as_the_file_has_them(tmp_path):
    inside = passage(0, 5) + passage(0, 2, guid="half") + passage(3, 99, guid="far")

    found = read(tmp_path, project(sources(source(inside))), "ve\u0301lo ici, et puis rien")

    assert quotes(found) == [("vélo", "Vélo", "Ana")]
    assert said(found) == [(2, "selections that are nowhere in their text", ("half", "far"))]


def test_text_inside_the_xml_is_read_with_its_spaces(tmp_path):
    inside = "<PlainTextContent>  Le vélo\r\nva &amp; vient </PlainTextContent>" + passage(2, 10)

    found = read(tmp_path, project(sources(source(inside, said=""))))

    assert found.project.sources[0].text == "  Le vélo\nva & vient "
    assert quotes(found) == [("Le vélo\n", "Vélo", "Ana")]


def test_atlas_and_maxqda_give_pdf_files_a_plain_text(tmp_path):
    pdf = (
        f'<PDFSource guid="p1" name="Rapport.pdf" path="internal://p1.pdf">'
        '<PDFSelection guid="p2" page="0" firstX="0" firstY="0" secondX="9" secondY="9">'
        f'<Coding guid="p3"><CodeRef targetGUID="{BUS}"/></Coding></PDFSelection>'
        f'<Representation guid="{TEXT}" plainTextPath="internal://{TEXT}.txt">'
        f'{passage(0, 7)}</Representation></PDFSource><PDFSource guid="p4" name="Scan.pdf"/>'
    )
    other = (
        '<PictureSource guid="i1"><PictureSelection guid="i2" firstX="0" firstY="0" '
        'secondX="1" secondY="1"/></PictureSource><AudioSource guid="a1"><Transcript guid="a2">'
        "<PlainTextContent>dit</PlainTextContent></Transcript></AudioSource>"
    )
    rest = (
        '<Links><Link guid="l1"/></Links><Sets><Set guid="e1" name="E"/></Sets>'
        '<Graphs><Graph guid="g1"/></Graphs>'
    )
    cases = (
        '<Variables><Variable guid="v1" name="Âge" typeOfVariable="Integer"/></Variables><Cases>'
        '<Case guid="k1"><VariableValue><VariableRef targetGUID="v1"/><IntegerValue>9'
        "</IntegerValue></VariableValue></Case></Cases>"
    )

    found = read(tmp_path, project(cases + sources(pdf, other) + rest), "Le vélo.")

    assert [one.id for one in found.project.sources] == ["Rapport.pdf"]
    assert quotes(found) == [("Le vélo", "Vélo", "Ana")]
    assert said(found) == [
        (1, "pictures", ()),
        (1, "sound recordings", ()),
        (2, "PDF files: their plain text is taken where they have one", ()),
        (1, "selections in pictures", ()),
        (1, "selections in PDF files", ()),
        (1, "transcripts tied to recordings", ()),
        (1, "variables", ()),
        (1, "values of variables", ()),
        (1, "cases", ()),
        (1, "links", ()),
        (1, "sets", ()),
        (1, "graphs", ()),
    ]


def test_texts_that_are_not_there_are_told(tmp_path):
    def named(guid, said):
        return f'<TextSource guid="{guid}" name="T" {said}>{passage(0, 1)}</TextSource>'

    (tmp_path / "secret.txt").write_text("secret")
    markup = project(
        sources(
            named("n1", ""),
            named("n2", 'richTextPath="internal://n2.docx"'),
            named("o1", f'plainTextPath="absolute://{tmp_path}/secret.txt"'),
            named("o2", 'plainTextPath="relative:///secret.txt"'),
            named("o3", 'plainTextPath="internal://../secret.txt"'),
            named("m1", 'plainTextPath="internal://m1.txt"'),
            source(passage(0, 1)),
        )
    )

    found = read(tmp_path, markup, b"v\xe9lo")

    assert found.project.sources == ()
    assert said(found) == [
        (2, "texts without a plain text", ("n1", "n2")),
        (2, "texts kept outside the project: never read", ("o1", "o2")),
        (2, "texts whose file is not in the project", ("o3", "m1")),
        (1, "texts that are not UTF-8", (TEXT,)),
    ]


def test_utf16_and_names_as_in_addresses_are_read(tmp_path):
    markup = project(sources(source(passage(0, 4), said='plainTextPath="internal://A%20b.txt"')))

    found = read(tmp_path, markup, **{"sources/a b.txt": "vélo".encode("utf-16")})

    assert quotes(found) == [("vélo", "Vélo", "Ana")]


def test_codings_that_refer_to_nothing_are_told(tmp_path):
    inside = (
        passage(0, 1, code="gone", guid="s1")
        + passage(0, 1, guid="s2", user='creatingUser="gone"')
        + passage(0, 1, guid="s3", user="")
    )

    found = read(tmp_path, project(sources(source(inside))), "vélo")

    assert quotes(found) == [("v", "Vélo", None), ("v", "Vélo", None)]
    assert said(found) == [
        (1, "codings with a code that the project does not have", ("c-s1",)),
        (
            1,
            "codings by someone whom the project does not have: taken without a coder",
            ("c-s2",),
        ),
    ]


def test_codings_of_whole_texts_are_taken_as_such(tmp_path):
    whole = f'<Coding guid="w"><CodeRef targetGUID="{BUS}"/></Coding>'

    found = read(tmp_path, project(sources(source(whole))), "Le bus")
    nothing = read(tmp_path, project(sources(source(whole))), "")

    assert quotes(found) == [("Le bus", "Bus", None)]
    assert said(found) == [
        (1, "codings of whole texts: taken as codings of all of their characters", ("w",))
    ]
    assert said(nothing) == [(1, "selections that are nowhere in their text", ("w",))]


def test_notes_and_descriptions_are_kept_where_they_are(tmp_path):
    def note(guid, inside="", said=""):
        return f'<Note guid="{guid}" {said}>{inside}</Note>'

    def content(text):
        return f"<PlainTextContent>{text}</PlainTextContent>"

    def refer(guid):
        return f'<NoteRef targetGUID="{guid}"/>'

    coding = f'<Coding guid="k"><CodeRef targetGUID="{BIKE}"/>{refer("n4")}</Coding>'
    unknown = f'<Coding guid="u"><CodeRef targetGUID="gone"/>{refer("n5")}</Coding>'
    inside = (
        "<Description>Enregistré.</Description>"
        + passage(0, 4, code="", more=f"<Description>Ironie ?</Description>{coding}{refer('n3')}")
        + passage(5, 6, code="", guid="s2", more=unknown + refer("gone"))
        + refer("n2")
    )
    book = BOOK.replace('name="Bus" isCodable="true"/>', f'name="Bus">{refer("n1")}</Code>')
    notes = (
        note("n1", content("du code"), 'name="Titre"')
        + note("n2", content(" de l'entretien "))
        + note("n3", said=f'plainTextPath="internal://{TEXT}.txt"')
        + note("n4", content("du codage"))
        + note("n5", content("d'un codage perdu"))
        + note("n6", content("du projet") + passage(0, 2, code=""))
        + note("n7", content(" "))
        + note("n8")
        + note("n9", content("du projet aussi"))
    )
    markup = project(
        sources(source(inside))
        + f"<Notes>{notes}</Notes><Description>Tout.</Description>{refer('n9')}",
        book=book,
    )

    found = read(tmp_path, markup, "vélo !\r\n")

    on = {"source": "Entretien", "start": 0, "end": 4}
    assert found.project.notes == (
        Note(text="du code", name="Titre", code="Bus"),
        Note(text="de l'entretien", source="Entretien"),
        Note(text="vélo !", **on),
        Note(text="du codage", code="Vélo", **on),
        Note(text="d'un codage perdu", source="Entretien", start=5, end=6),
        Note(text="du projet"),
        Note(text="du projet aussi"),
        Note(text="Enregistré.", source="Entretien"),
        Note(text="Ironie ?", **on),
        Note(text="Tout."),
    )
    assert said(found) == [
        (1, "codings with a code that the project does not have", ("u",)),
        (1, "selections in notes", ("n6",)),
        (2, "notes without a text", ("n7", "n8")),
        (1, "texts without a plain text", ("n8",)),
        (1, "references to notes that the project does not have", ("gone",)),
    ]


def test_project_of_another_program_comes_back_as_it_was_read(tmp_path):
    inside = passage(0, 4) + passage(5, 8, code=BUS, guid="s2", more="<Description>?</Description>")
    first = read(tmp_path, project(sources(source(inside))), "vélo\r\nbus").project

    write_project(first, tmp_path / "again.qdpx")

    assert read_project(tmp_path / "again.qdpx").project == first
    assert first.sources[0].guid == TEXT
    assert first.codebook["Bus"].guid == BUS


def test_elements_without_namespace_or_that_refi_does_not_have_are_read(tmp_path):
    markup = project(
        sources(source(passage(0, 4))) + "<Metadata><Title>T</Title></Metadata>",
        root='Project name="P"',
    )

    found = read(tmp_path, markup, "vélo")

    assert quotes(found) == [("vélo", "Vélo", "Ana")]
    assert said(found) == [(2, "elements that REFI-QDA does not have", ())]


def test_people_and_texts_of_one_name_are_told_apart(tmp_path):
    users = (
        '<Users><User guid="u1" name="Ana"/><User guid="u2" name="Ana"/><User guid="u3" id="BO"/>'
        '<User guid="u4"/></Users>'
    )
    twins = "".join(
        f'<TextSource guid="t{n}" name="T"><PlainTextContent>{n}</PlainTextContent></TextSource>'
        for n in (1, 2)
    )

    found = read(tmp_path, project(sources(twins), users=users)).project

    assert found.coders == ("u1", "u2", "BO", "u4")
    assert [(one.id, one.name, one.text) for one in found.sources] == [
        ("t1", "T", "1"),
        ("t2", "T", "2"),
    ]


def test_taguette_codebook_is_read(tmp_path):
    path = tmp_path / "tags.qdc"
    path.write_text(
        f'{HEAD}<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Another"><Codes>'
        '<Code guid="0D62985D-B147-5D01-A9B5-CAE5DCD98342" name="vélo" isCodable="true"/>'
        "</Codes></CodeBook>",
        encoding="utf-8",
    )

    assert [code.code for code in read_codebook(path).codes] == ["vélo"]


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("", "PlainTextSelectionType as REFI-QDA has it, found a wrong “start_position”"),
        ('startPosition="a"', "REFI-QDA, found numbers or truths that are none"),
    ],
)
def test_damaged_numbers_are_refused(tmp_path, start, told):
    markup = project(sources(source(f'<PlainTextSelection guid="s" {start} endPosition="2"/>')))

    with pytest.raises(InputError) as refused:
        read(tmp_path, markup, "vélo")

    assert str(refused.value) == (
        f"p.qdpx, project.qde: expected {told}. Export it again from the program that made it."
    )


def test_remark_never_says_what_a_text_holds(tmp_path):
    inside = passage(0, 99, name="secret")

    (remark,) = read(tmp_path, project(sources(source(inside))), "secret").remarks

    assert remark == Remark(
        what="selections that are nowhere in their text", count=1, names=("s1",)
    )
