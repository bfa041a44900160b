"""The data package: what each published table holds, for machines."""

from collections.abc import Mapping
from typing import Any

from civiscope.publication.survey.codebook import codebook_of
from civiscope.survey.release import Release


def describe_package(release: Release, tables: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Describe the published tables as a Frictionless data package.

    Parameters
    ----------
    release : Release
        What is published.
    tables : mapping of str to mapping of str to str
        For each table of figures, its columns and their types.

    Returns
    -------
    dict
        What ``datapackage.json`` holds; version 1 of the specification.
    """
    questionnaire = release.source.questionnaire
    edition = questionnaire.editions[release.edition]
    return {
        "profile": "tabular-data-package",
        "name": f"survey-{release.edition}",
        "title": f"{questionnaire.title.fr}, {release.edition}",
        "created": f"{edition.closed_on}T00:00:00Z",
        "licenses": [{"name": questionnaire.licence}],
        "contributors": [{"title": questionnaire.organisation, "role": "publisher"}],
        "resources": [_records(release), *(_table(name, of) for name, of in tables.items())],
    }


def _records(release: Release) -> dict[str, Any]:
    identifier = {"name": "record", "type": "string", "constraints": {"unique": True}}
    fields = [
        {
            "name": variable.name,
            "type": "string",
            "title": variable.label.fr,
            "description": "; ".join(
                f"{category} = {label.fr}" for category, label in variable.labels.items()
            ),
            "constraints": {"required": True, "enum": list(variable.labels)},
        }
        for variable in codebook_of(release)
    ]
    return _resource("answers", [identifier, *fields])


def _table(name: str, columns: Mapping[str, str]) -> dict[str, Any]:
    fields = []
    for column, kind in columns.items():
        field: dict[str, Any] = {"name": column, "type": kind}
        if kind == "boolean":
            field |= {"trueValues": ["yes"], "falseValues": ["no"]}
        fields.append(field)
    return _resource(name.removesuffix(".csv"), fields)


def _resource(name: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }
