"""The parts of a Word file: those that stand in our templates, and how they are packed."""

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Final, cast

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart

from civiscope.publication.document import Document
from civiscope.publication.templating import template
from civiscope.publication.words import WORDS, day_of, full_title

# The name of each part is that of its template, and of its relationship.
PARTS: Final = {
    "styles": (CT.WML_STYLES, RT.STYLES),
    "settings": (CT.WML_SETTINGS, RT.SETTINGS),
    "fontTable": (CT.WML_FONT_TABLE, RT.FONT_TABLE),
    "numbering": (CT.WML_NUMBERING, RT.NUMBERING),
    "footnotes": (CT.WML_FOOTNOTES, RT.FOOTNOTES),
    "header": (CT.WML_HEADER, RT.HEADER),
    "footer": (CT.WML_FOOTER, RT.FOOTER),
}
# The day that a document without one is dated, as in the PDF, and the first that a zip can say.
NO_DAY: Final = date(1970, 1, 1)
FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)


def new_part(document: Document) -> DocumentPart:
    """Return the main part of a new Word file, related to the others, without any text."""
    package = Package()
    main = cast(
        "DocumentPart", _part(DocumentPart, "document", CT.WML_DOCUMENT_MAIN, document, package)
    )
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    for name, (content, relationship) in PARTS.items():
        main.load_rel(relationship, _part(XmlPart, name, content, document, package), name)
    _describe(package, document)
    return main


def related(main: DocumentPart, name: str) -> XmlPart:
    """Return another part of a Word file by the name of its template."""
    return cast("XmlPart", main.related_parts[name])


def _part(
    kind: type[XmlPart], name: str, content: str, document: Document, package: Package
) -> XmlPart:
    filled = template(f"word/{name}.xml").render(
        document=document, words=WORDS[document.language], title=full_title(document)
    )
    return kind(PackURI(f"/word/{name}.xml"), content, parse_xml(filled.encode()), package)


def _describe(package: Package, document: Document) -> None:
    said = package.core_properties
    said.title = full_title(document)
    said.subject = document.subtitle
    said.author = said.last_modified_by = document.organisation
    said.language = WORDS[document.language].locale
    day = day_of(document) or NO_DAY
    said.created = said.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)


def packed(main: DocumentPart) -> bytes:
    """Return a Word file as bytes, the same for the same parts."""
    dated = io.BytesIO()
    main.package.save(dated)
    undated = io.BytesIO()
    with zipfile.ZipFile(dated) as source, zipfile.ZipFile(undated, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, FIRST_TIME)
            # Pictures are compressed already.
            is_picture = name.endswith(".png")
            entry.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return undated.getvalue()
