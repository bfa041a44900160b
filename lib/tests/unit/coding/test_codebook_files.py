"""Codebooks come from tables that people write and from REFI-QDA, and go there unharmed."""

import re
from unicodedata import normalize

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.codebook_files import find_remarks, read_codebook, write_codebook
from civiscope.coding.refi import codebooks
from civiscope.coding.remarks import Remark
from civiscope.errors import InputError, InputNotFound
from civiscope.tables import ColumnNotFound, OutputFailed

FULL = Codebook(
    version="2026-1",
    codes=(
        Code(
            code="bike",
            label="Vélo",
            labels={"en": "Bikes", "fr": "Vélo"},
            definition="Ce qui roule.\n[Memo]\n\\[Memo]\n  en retrait",
            definitions={"en": "What rolls."},
            includes="vélos cargo",
            excludes="trottinettes",
            memo="voir\n\n[Code]",
            expressions=("vélo", "piste | bande", "a\\", "deux\nlignes"),
            examples=("Je roule 🚲.",),
            color="#11aa33",
        ),
        Code(code="lane", label="Piste & “bande” <1>", parent="bike", is_codable=False),
        Code(code="Tram", label="Tram", guid="0D62985D-B147-5D01-A9B5-CAE5DCD98342"),
        Code(code="tram2", label="Tram"),
    ),
)


def text(path, content):
    path.write_text(content, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("name", ["codes.csv", "codes.qdc", "CODES.QDC"])
def test_codebook_comes_back_as_it_went(tmp_path, name):
    write_codebook(FULL, tmp_path / name)

    assert read_codebook(tmp_path / name) == FULL
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_codebook_goes_through_refi_and_back_to_the_same_bytes(tmp_path):
    write_codebook(FULL, tmp_path / "one.csv")
    write_codebook(read_codebook(tmp_path / "one.csv"), tmp_path / "two.qdc")
    write_codebook(read_codebook(tmp_path / "two.qdc"), tmp_path / "three.csv")
    write_codebook(read_codebook(tmp_path / "three.csv"), tmp_path / "four.qdc")

    assert (tmp_path / "three.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    assert (tmp_path / "four.qdc").read_bytes() == (tmp_path / "two.qdc").read_bytes()


def test_identifiers_are_the_same_for_ever(tmp_path):
    write_codebook(Codebook(codes=(Code(code="tax", label="Taxes"),)), tmp_path / "a.qdc")

    assert (tmp_path / "a.qdc").read_text(encoding="utf-8") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Civiscope">\n'
        " <Codes>\n"
        '  <Code guid="698960f9-30e5-580e-91df-97a372469256" name="Taxes" isCodable="true">\n'
        "   <Description>[Code]\ntax</Description>\n"
        "  </Code>\n"
        " </Codes>\n"
        "</CodeBook>\n"
    )


def as_read(words):
    return normalize("NFC", words).strip()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n|\\[]"),
    max_size=20,
).map(as_read)
PARTS = st.lists(WORDS.filter(bool), max_size=3).map(tuple)


@st.composite
def read_codebooks(draw):
    """Draw codebooks as they are once they were read."""
    names = draw(st.lists(WORDS.filter(bool), min_size=1, max_size=4, unique=True))
    codes = tuple(
        Code(
            code=name,
            label=draw(st.sampled_from([name, "A label"])),
            parent=draw(st.sampled_from([None, *names[:place]])),
            labels={language: said for language in ("fr", "en") if (said := draw(WORDS))},
            definition=draw(WORDS),
            memo=draw(WORDS),
            expressions=draw(PARTS),
            examples=draw(PARTS),
        )
        for place, name in enumerate(names)
    )
    # REFI-QDA nests codes, and so puts them after those that they are part of.
    in_order = tuple(code for _, code in Codebook(codes=codes).walk())
    return Codebook(codes=in_order, version=draw(WORDS))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(read_codebooks())
def test_any_codebook_comes_back_as_it_went(tmp_path_factory, book):
    folder = tmp_path_factory.mktemp("books")
    for name in ("codes.csv", "codes.qdc"):
        write_codebook(book, folder / name)

        assert read_codebook(folder / name) == book


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("codes.csv", "\ufeffCode;Label;Expressions\r\n\r\n bike ;Ve\u0301lo;vélo|piste \r\n"),
        ("codes.tsv", "code\tlabel\texpressions\nbike\tVélo\tvélo | | piste\n"),
        ("codes.csv", 'code,label,expressions,parent\nbike,Vélo,"vélo\npiste",\n'),
    ],
)
def test_any_table_of_people_is_read(tmp_path, name, content):
    book = read_codebook(text(tmp_path / name, content))

    assert book == Codebook(codes=(Code(code="bike", label="Vélo", expressions=("vélo", "piste")),))


def test_workbook_is_read(tmp_path):
    pl.DataFrame({"code": ["bike"], "label": ["Vélo"], "color": ["#ABC"]}).write_excel(
        tmp_path / "codes.xlsx"
    )

    assert read_codebook(tmp_path / "codes.xlsx") == Codebook(
        codes=(Code(code="bike", label="Vélo", color="#aabbcc"),)
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("code,label\n", "a.csv: expected codes, found no row. Write a row for each code."),
        (
            "code,label\n\nbike,\n",
            "a.csv, line 3: expected something in the column “label”, found nothing. Fill it in.",
        ),
        (
            "code,label\n,Bikes\n",
            "a.csv, line 2: expected something in the column “code”, found nothing. Fill it in.",
        ),
        (
            'code,label,memo\nbike,Bikes,"two\nlines"\nbike,Again,\n',
            (
                "a.csv, line 4: expected each “code” once, and line 2 has it, found “bike”. "
                "Correct it."
            ),
        ),
        (
            "code,parent,label\nbike,trafic,Bikes\ntraffic,,Traffic\n",
            (
                "a.csv, line 2: expected one of the codes in the column “parent”, found “trafic”. "
                "Did you mean “traffic”?"
            ),
        ),
        (
            "code,parent,label\nbike,xyz,Bikes\n",
            (
                "a.csv, line 2: expected one of the codes in the column “parent”, found “xyz”. "
                "Correct it."
            ),
        ),
        (
            "code,parent,label\na,b,A\nc,,C\nb,a,B\n",
            (
                "a.csv, lines 2, 4: expected a hierarchy, found the cycle a → b → a in the column "
                "“parent”. Empty one of these parents."
            ),
        ),
        (
            "code,label,color\na,A,red\n",
            (
                "a.csv, line 2: expected a colour as #1f77b4 in the column “color”, found "
                "something else. Correct or empty it."
            ),
        ),
        (
            "code,label,guid\na,A,12\n",
            (
                "a.csv, line 2: expected an identifier of REFI-QDA in the column “guid”, found "
                "something else. Empty the cell."
            ),
        ),
        (
            "code,label,codable\na,A,perhaps\n",
            (
                "a.csv, line 2: expected yes or no in the column “codable”, found “perhaps”. "
                "Those known: yes, no."
            ),
        ),
        (
            "code,label,version\na,A,1\nb,B,\nc,C,2\n",
            (
                "a.csv, line 4: expected one version for the codebook, “1”, in the column "
                "“version”, found “2”. Correct it."
            ),
        ),
        (
            "code,label,exemples\na,A,x\n",
            (
                "a.csv: expected a column “examples”, found “exemples”. Rename it, or name it "
                "otherwise."
            ),
        ),
        (
            "code,label,Label\na,A,x\n",
            "a.csv: expected one column “label”, found 2. Give each column a name of its own.",
        ),
    ],
)
def test_wrong_table_is_refused_with_its_line(tmp_path, content, told):
    with pytest.raises(InputError) as refused:
        read_codebook(text(tmp_path / "a.csv", content))

    assert str(refused.value) == told


def test_missing_column_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(ColumnNotFound) as refused:
        read_codebook(text(tmp_path / "a.csv", "code,lable\na,A\n"))

    assert str(refused.value) == (
        "a.csv: expected a column “label”, found the columns “code”, “lable”. Did you mean “lable”?"
    )


@pytest.mark.parametrize("name", ["a.csv", "a.qdc"])
def test_missing_file_is_refused(tmp_path, name):
    with pytest.raises(InputNotFound, match="nothing of that name"):
        read_codebook(tmp_path / name)


def test_columns_that_codebooks_do_not_have_are_told(tmp_path):
    plain = text(tmp_path / "plain.csv", "code,label,label_fr\na,A,A\n")
    more = text(tmp_path / "more.csv", "code,label,question,n\na,A,1,2\n")

    assert find_remarks(plain) == ()
    assert find_remarks(more) == (Remark(what="columns", count=2, names=("question", "n")),)


def qdc(path, codes, more="", head='<?xml version="1.0" encoding="utf-8"?>', *, xmlns=True):
    named = ' xmlns="urn:QDA-XML:codebook:1.0"' if xmlns else ""
    return text(
        path, f"{head}<CodeBook{named} origin='Another'><Codes>{codes}</Codes>{more}</CodeBook>"
    )


def test_codebook_of_another_program_is_read(tmp_path):
    codes = """
        <Code guid="{0D62985D-B147-5D01-A9B5-CAE5DCD98342}" name="Traffic" isCodable="false"
              color="#ABC"><Description>All that moves. </Description>
            <Code guid="2" name="Bikes" color="red"/>
            <Code guid="3" name="Noise"><Description/></Code>
        </Code>
        <Code guid="4" name="Town" isCodable="true"><Code guid="5" name="Noise"/></Code>
        <Code guid="6" name="Town / Noise"/>
        <!-- a comment, as one program writes -->"""
    sets = "<Sets><Set guid='7' name='Mine'><MemberCode guid='4'/></Set></Sets>"

    for xmlns in (True, False):
        path = qdc(tmp_path / "a.qdc", codes, sets, xmlns=xmlns)

        book = read_codebook(path)

        assert [(code.code, code.parent, code.definition) for code in book.codes] == [
            ("Traffic", None, "All that moves."),
            ("Bikes", "Traffic", ""),
            ("Traffic / Noise", "Traffic", ""),
            ("Town", None, ""),
            ("Town / Noise", "Town", ""),
            ("Town / Noise (2)", None, ""),
        ]
        assert [code.color for code in book.codes[:2]] == ["#aabbcc", None]
        assert [code.is_codable for code in book.codes[:2]] == [False, True]
        assert book["Traffic"].guid == "{0D62985D-B147-5D01-A9B5-CAE5DCD98342}"
        assert find_remarks(path) == (Remark(what="sets of codes", count=1),)


def test_codebook_without_sets_has_nothing_to_remark(tmp_path):
    assert find_remarks(qdc(tmp_path / "a.qdc", "<Code guid='1' name='A'/>")) == ()


BOMB = f"""<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "{"&a;" * 99}"><!ENTITY c "{"&b;" * 99}">]>"""
FETCH = '<!DOCTYPE b [<!ENTITY c SYSTEM "file:///etc/hostname">]>'
OUTSIDE = '<!DOCTYPE b SYSTEM "http://127.0.0.1:1/b.dtd">'


@pytest.mark.parametrize("head", [BOMB, FETCH, OUTSIDE])
def test_xml_with_a_document_type_is_refused(tmp_path, head):
    entity = "" if head == OUTSIDE else "<Description>&c;</Description>"
    path = qdc(tmp_path / "a.qdc", f"<Code guid='1' name='A'>{entity}</Code>", head=head)

    with pytest.raises(InputError) as refused:
        read_codebook(path)

    assert str(refused.value) == (
        "a.qdc: expected XML without a document type, found one, which could hide entities. "
        "Export it again from the program that made it."
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<CodeBook>\n<Codes>", "a.qdc, line 2: expected well-formed XML, found something else."),
        (
            "<Project xmlns='urn:QDA-XML:project:1.0'/>",
            "a.qdc: expected “CodeBook” of REFI-QDA, found another element at the root.",
        ),
        (
            "<CodeBook><Codes><Code guid='1'/></Codes></CodeBook>",
            "a.qdc: expected CodeType as REFI-QDA has it, found a wrong “name”.",
        ),
        (
            "<CodeBook><Codes><Code guid='1' name='A' isCodable='so'/></Codes></CodeBook>",
            "a.qdc: expected REFI-QDA, found numbers or truths that are none.",
        ),
    ],
)
def test_damaged_codebook_of_another_program_is_refused(tmp_path, content, told):
    with pytest.raises(InputError) as refused:
        read_codebook(text(tmp_path / "a.qdc", content))

    assert str(refused.value) == f"{told} Export it again from the program that made it."


def test_codes_nested_deeper_than_xml_is_read_are_refused(tmp_path):
    nested = "<Code guid='1' name='A'>" * 300 + "</Code>" * 300

    with pytest.raises(InputError, match="expected well-formed XML"):
        read_codebook(qdc(tmp_path / "a.qdc", nested))


def test_huge_codebook_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(codebooks, "CODEBOOK_BYTES", 10)

    with pytest.raises(InputError, match="expected at most 10 bytes, found more"):
        read_codebook(qdc(tmp_path / "a.qdc", "<Code guid='1' name='A'/>"))


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (
            [Code(code=str(n), label="A", parent=str(n - 1) if n else None) for n in range(101)],
            (
                "Expected codes nested 100 deep at most for REFI-QDA, got '100' deeper. "
                "Write the codebook as CSV, or flatten it."
            ),
        ),
        (
            [Code(code=name, label=name, guid="x") for name in "ab"],
            "Expected one “guid” for each code, got the same for 'a' and 'b'. Empty one of them.",
        ),
        (
            [Code(code="a", label="A\x07")],
            (
                "Expected in the label of 'a' characters that XML can hold, got U+0007 as "
                "character 2. Remove it."
            ),
        ),
        (
            [Code(code="a", label="A", memo="\x00")],
            (
                "Expected in what is said of 'a' characters that XML can hold, got U+0000 as "
                "character 17. Remove it."
            ),
        ),
    ],
)
def test_codebook_that_refi_cannot_hold_is_refused_and_nothing_written(tmp_path, codes, told):
    with pytest.raises(InputError) as refused:
        write_codebook(Codebook(codes=tuple(codes)), tmp_path / "a.qdc")

    assert str(refused.value) == told
    assert list(tmp_path.iterdir()) == []


def test_other_names_are_refused(tmp_path):
    with pytest.raises(InputError) as refused:
        write_codebook(FULL, tmp_path / "a.docx")

    assert str(refused.value) == (
        "Expected a codebook's name that ends in .csv or .qdc, got “a.docx”. "
        "Name it after what it should be."
    )


def test_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(OutputFailed, match=re.escape("expected room to write")):
        write_codebook(FULL, tmp_path / "nowhere" / "a.csv")
