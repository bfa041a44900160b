"""XML of REFI-QDA, read so that no file can make the reader fetch, expand or run anything."""

import re
from typing import TypeVar

from lxml import etree
from pydantic import BaseModel, ValidationError
from xsdata.exceptions import ParserError
from xsdata.formats.dataclass.parsers.config import ParserConfig
from xsdata.formats.dataclass.parsers.handlers import LxmlEventHandler
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata_pydantic.bindings import XmlParser, XmlSerializer

from civiscope.coding.cells import is_moment
from civiscope.errors import InputError
from civiscope.tables.problems import sentence

Model = TypeVar("Model", bound=BaseModel)

#: What XML 1.0 cannot hold, however it is written.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DATES = ("creationDateTime", "modifiedDateTime")
_PARSED = ParserConfig(fail_on_unknown_properties=False, fail_on_converter_warnings=True)
_REMEDY = "Export it again from the program that made it."


def parse_markup(markup: bytes, name: str, *, root: str, namespace: str) -> etree._Element:
    """Return the root of an XML file whose elements are all in one namespace.

    Parameters
    ----------
    markup : bytes
        The file. A document type is refused, and with it every entity; elements nest 256 deep
        at most and texts have 10 million bytes at most, which are libxml2's own limits.
    name : str
        What messages call the file.
    root, namespace : str
        The element that it should have at its root; the namespace of REFI-QDA, in which the
        elements that name no namespace are put: some programs forget it.

    Raises
    ------
    InputError
        Where it is not well formed, has a document type, or is something else.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        place = f"{name}, line {error.lineno}"
        raise _refusal(place, "well-formed XML", "something else") from error
    if tree.getroottree().docinfo.doctype:
        found = "one, which could hide entities"
        raise _refusal(name, "XML without a document type", found)
    _put_in_namespace(tree, namespace)
    if tree.tag != f"{{{namespace}}}{root}":
        raise _refusal(name, f"“{root}” of REFI-QDA", "another element at the root")
    return tree


def _put_in_namespace(tree: etree._Element, namespace: str) -> None:
    for element in tree.iter(etree.Element):
        if not element.tag.startswith("{"):
            element.tag = f"{{{namespace}}}{element.tag}"


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def mend(tree: etree._Element) -> int:
    """Supply what programs leave out, drop dates that are none, and return how many these were."""
    dropped = 0
    for element in tree.iter(etree.Element):
        if local_name(element) == "Code" and "isCodable" not in element.attrib:
            element.set("isCodable", "true")
        for name in DATES:
            if name in element.attrib and not is_moment(element.attrib[name]):
                del element.attrib[name]
                dropped += 1
    return dropped


def read_model(tree: etree._Element, model: type[Model], name: str) -> Model:
    """Return the elements of a file as a model of pyrefiqda.

    Raises
    ------
    InputError
        Where something that REFI-QDA asks for is missing, or a number is none.
    """
    parser = XmlParser(config=_PARSED, handler=LxmlEventHandler)
    try:
        return parser.parse(tree, model)
    except ValidationError as error:
        wrong = ", ".join(sorted({f"“{found['loc'][-1]}”" for found in error.errors()}))
        raise _refusal(name, f"{error.title} as REFI-QDA has it", f"a wrong {wrong}") from error
    except ParserError as error:
        raise _refusal(name, "REFI-QDA", "numbers or truths that are none") from error


def render_model(model: BaseModel, namespace: str) -> bytes:
    """Return a model of pyrefiqda as XML; the same model gives the same bytes."""
    config = SerializerConfig(xml_declaration=True, encoding="UTF-8", indent=" ")
    markup = XmlSerializer(config=config).render(model, ns_map={None: namespace})
    return f"{markup.rstrip()}\n".encode()


def check_writable(text: str, what: str) -> str:
    """Return a text; raise where XML cannot hold one of its characters.

    Examples
    --------
    >>> from civiscope.coding.refi.markup import check_writable
    >>> check_writable("é 🧑‍🌾", "a label")
    'é 🧑‍🌾'
    """
    if found := FORBIDDEN.search(text):
        raise InputError(
            f"Expected in {what} characters that XML can hold, got U+{ord(found[0]):04X} as "
            f"character {found.start() + 1}. Remove it."
        )
    return text


def _refusal(place: str, expected: str, found: str) -> InputError:
    return InputError(sentence(place, expected=expected, found=found, remedy=_REMEDY))
