"""The codebook as DDI-Codebook 2.5, which archives exchange."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from civiscope.publication.survey.codebook import CodebookVariable, codebook_of, rows_of
from civiscope.survey.questionnaire import Text
from civiscope.survey.release import Release

NAMESPACE: Final = "ddi:codebook:2_5"
_SCHEMA: Final = "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


def write_ddi(release: Release, path: Path) -> None:
    """Write the codebook of the published records in French and in English.

    Parameters
    ----------
    release : Release
        What is published.
    path : Path
        The file.

    References
    ----------
    DDI Alliance, DDI-Codebook 2.5: order of elements as in its XML schema.
    """
    root = ET.Element(
        "codeBook",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{NAMESPACE} {_SCHEMA}",
            _LANG: "fr",
            "version": "2.5",
        },
    )
    _study(root, release)
    described = _add(root, "fileDscr", attributes={"ID": "answers"})
    text = _add(described, "fileTxt")
    _add(text, "fileName", "answers.csv")
    dimensions = _add(text, "dimensns")
    variables = codebook_of(release)
    _add(dimensions, "caseQnty", str(len(rows_of(release))))
    _add(dimensions, "varQnty", str(len(variables) + 1))
    data = _add(root, "dataDscr")
    for variable in variables:
        _variable(data, variable)
    ET.indent(root)
    path.write_bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n")


def _add(
    parent: ET.Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> ET.Element:
    node = ET.SubElement(parent, tag, dict(attributes or {}))
    node.text = text or None
    return node


def _both(parent: ET.Element, name: str, text: Text) -> None:
    for language, said in (("fr", text.fr), ("en", text.en)):
        _add(parent, name, said).set(_LANG, language)


def _study(root: ET.Element, release: Release) -> None:
    questionnaire = release.source.questionnaire
    edition = questionnaire.editions[release.edition]
    study = _add(root, "stdyDscr")
    citation = _add(study, "citation")
    titles = _add(citation, "titlStmt")
    _add(titles, "titl", f"{questionnaire.title.fr}, {release.edition}").set(_LANG, "fr")
    _add(titles, "parTitl", f"{questionnaire.title.en}, {release.edition}").set(_LANG, "en")
    _add(_add(citation, "rspStmt"), "AuthEnty", questionnaire.organisation)
    about = _add(_add(study, "stdyInfo"), "sumDscr")
    for event, day in (("start", edition.opened_on), ("end", edition.closed_on)):
        _add(about, "collDate", day, {"date": day, "event": event})
    _add(about, "nation", "France", {"abbr": "FR"})
    _both(about, "anlyUnit", Text(fr="Collectivité territoriale", en="Local authority"))
    collected = _add(_add(study, "method"), "dataColl")
    _both(collected, "sampProc", _SAMPLES[edition.sample.value])
    use = _add(_add(study, "dataAccs"), "useStmt")
    _add(use, "conditions", questionnaire.licence)


_SAMPLES: Final = {
    "self-selected": Text(
        fr="Échantillon auto-sélectionné\N{NO-BREAK SPACE}: les répondants ont choisi de répondre.",
        en="Self-selected sample: respondents chose to answer.",
    ),
    "probability": Text(fr="Échantillon probabiliste.", en="Probability sample."),
}


def _variable(data: ET.Element, variable: CodebookVariable) -> None:
    names = {"ID": f"v_{variable.name}", "name": variable.name, "files": "answers"}
    node = _add(data, "var", attributes=names | {"intrvl": "discrete"})
    _both(node, "labl", variable.label)
    if variable.question is not None:
        asked = _add(node, "qstn")
        _both(asked, "qstnLit", variable.question)
    if variable.asked_if:
        _add(node, "universe", variable.asked_if)
    for category, label in variable.labels.items():
        is_missing = variable.numbers[category] < 0
        value = _add(node, "catgry", attributes={"missing": "Y"} if is_missing else {})
        _add(value, "catValu", category)
        _both(value, "labl", label)
    if variable.concept is not None:
        _both(node, "concept", variable.concept)
    _add(node, "varFormat", attributes={"type": "character"})
