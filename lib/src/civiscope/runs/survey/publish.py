"""The folder of a published edition: all of it, or nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from pathlib import Path
from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from civiscope.publication.html import render_html
from civiscope.publication.pdf import render_pdf
from civiscope.publication.survey import (
    build_report,
    codebook_of,
    describe_package,
    write_ddi,
    write_sav,
    write_workbook,
)
from civiscope.publication.survey.codebook import record_id, rows_of
from civiscope.runs.publishing import (
    code_of_civiscope,
    digest_together,
    publishing,
    versions_of,
    write_csv,
    write_manifest,
)
from civiscope.survey.release import (
    Crossed,
    OptionShare,
    Release,
    Respondents,
    Transition,
    TrendPoint,
    make_release,
    read_source,
)
from civiscope.survey.trends import Appearance

FORMAT: Final = 1
KIND: Final = "survey"
_PACKAGES: Final = ("civiscope", "numpy", "scipy", "pyreadstat", "xlsxwriter", "typst")
_TABLES: Final = {
    "respondents.csv": Respondents,
    "shares.csv": OptionShare,
    "cross-tables.csv": Crossed,
    "trends.csv": TrendPoint,
    "transitions.csv": Transition,
    "practices.csv": Appearance,
}
_KINDS: Final = {int: "integer", float: "number", bool: "boolean"}


def publish_survey(source: Path, folder: Path) -> Release:
    """Publish the last edition of a survey.

    Parameters
    ----------
    source : Path
        The folder of the survey, as `civiscope.survey.release.read_source` reads it.
    folder : Path
        Where to publish; it must not exist yet.

    Returns
    -------
    Release
        What was published. The same survey makes the same bytes, whatever the order of rows.

    Raises
    ------
    InputError
        Where the folder is there already, or a file of the survey is not as expected.
    DisclosureError
        Where nothing protects what someone answered.
    OutputFailed
        Where the folder cannot be written.
    """
    release = make_release(read_source(source))
    with publishing(folder) as partial:
        published = partial / "published"
        published.mkdir()
        _write(release, published)
        write_manifest(published, _manifest(source))
    return release


def _manifest(source: Path) -> dict[str, Any]:
    files = [path for path in source.iterdir() if path.suffix in (".csv", ".toml")]
    return {
        "format": FORMAT,
        "kind": KIND,
        "source": {"sha256": digest_together(files)},
        "code": code_of_civiscope(),
        "versions": versions_of(*_PACKAGES),
    }


def _write(release: Release, folder: Path) -> None:
    """Write everything but the manifest."""
    names = ("record", *(variable.name for variable in codebook_of(release)))
    records = (
        dict(zip(names, (record_id(number), *row), strict=True))
        for number, row in enumerate(rows_of(release))
    )
    write_csv(folder / "answers.csv", names, records)
    for name, rows in _tables(release).items():
        write_csv(folder / name, tuple(_columns(_TABLES[name])), rows)
    package = describe_package(release, {name: _columns(kind) for name, kind in _TABLES.items()})
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")
    write_sav(release, folder / "answers.sav")
    write_ddi(release, folder / "codebook.xml")
    write_workbook(release, folder / "cross-tables.xlsx")
    for language in ("fr", "en"):
        document = build_report(release, language=language)
        (folder / f"report-{language}.html").write_bytes(render_html(document))
        (folder / f"report-{language}.pdf").write_bytes(render_pdf(document))


def _tables(release: Release) -> Mapping[str, Iterable[Mapping[str, object]]]:
    return {
        "respondents.csv": _rows(release.respondents),
        "shares.csv": _rows(release.shares),
        "cross-tables.csv": _rows(release.crossed),
        "trends.csv": _rows(release.trends),
        "transitions.csv": _rows(release.transitions),
        "practices.csv": _rows(release.appearances),
    }


def _rows(results: Iterable[Any]) -> Iterator[Mapping[str, object]]:
    return (asdict(one) for one in results)


def _columns(kind: type) -> dict[str, str]:
    """Return the columns of a table of results, each with its type in the data package."""
    hints = get_type_hints(kind)
    return {field.name: _kind(hints[field.name]) for field in fields(kind)}


def _kind(hint: Any) -> str:  # noqa: ANN401  # any type hint
    kinds = [one for one in get_args(hint) or (hint,) if one is not NoneType]
    return _KINDS.get(kinds[0], "string")
