"""Names that a language model gives to the themes of a published synthesis.

They are published beside the synthesis, in a folder of their own: the tables are copied byte by
byte, the report is made again with the names marked as a machine's, and the manifest says of whom
they are and that nobody will get them again.
"""

import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from civiscope.corpus import fold
from civiscope.errors import InputError
from civiscope.runs.checks import check_files, read_manifest
from civiscope.runs.publishing import MANIFEST, manifest_bytes, publishing
from civiscope.runs.synthesis.names import REPORTS, add_names, named_manifest, read_asked
from civiscope.runs.synthesis.package import FORMAT, KIND, report_language
from civiscope.runs.synthesis.pipeline import Progress
from civiscope.runs.synthesis.reading import unreadable
from civiscope.runs.synthesis.settings import Settings
from civiscope.synthesis.name_checks import NameRefused, read_name
from civiscope.synthesis.naming import (
    Asked,
    MachineName,
    Naming,
    instructions_in,
    messages_about,
    prompt_digest,
)
from civiscope.synthesis.results import Synthesis

if TYPE_CHECKING:
    from civiscope.runs.language_model import Answer, LanguageModel

ANSWERS: Final = 3
"""How often a model may answer about a theme before the theme is left without its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be asked about a published synthesis.

    Attributes
    ----------
    folder : Path
        Where it is published.
    manifest : dict
        Its manifest.
    settings : Settings
        Its settings.
    synthesis : Synthesis
        What it says.
    asked : tuple of Asked
        The themes and sub-themes that have words and excerpts to rest a name on.
    """

    folder: Path
    manifest: dict[str, Any]
    settings: Settings
    synthesis: Synthesis
    asked: tuple[Asked, ...]

    @property
    def n_excerpts(self) -> int:
        """How many excerpts would be sent, each counted once."""
        return len({said.contribution_id for one in self.asked for said in one.excerpts})

    def messages(self) -> Iterator[tuple[str, list[dict[str, str]]]]:
        """Yield each theme with what would be sent about it first."""
        for one in self.asked:
            yield one.theme_id, messages_about(one, language=report_language(self.settings))


def plan_naming(folder: Path) -> Plan:
    """Read a published synthesis, and find which themes a language model may be asked to name.

    Parameters
    ----------
    folder : Path
        A folder that `civiscope.runs.synthesis.run.run_synthesis` published.

    Raises
    ------
    InputNotFound
        Where there is no synthesis in the folder.
    InputError
        Where it is not as it was published, has names already, or has no theme that can be named.
    """
    manifest = read_manifest(folder, kind=KIND, form=FORMAT)
    if "naming" in manifest:
        raise InputError(
            f"Expected a synthesis as it was first published, and a machine named the one in "
            f"{folder} already: take the folder that it was made from."
        )
    changed = [check.what for check in check_files(folder, manifest) if not check.holds]
    if changed:
        raise InputError(unreadable(changed[0]))
    settings, synthesis, asked = read_asked(folder, manifest)
    if not asked:
        raise InputError(
            "Expected a theme with typical words and excerpts, and there is none: nothing can be "
            "named."
        )
    return Plan(
        folder=folder, manifest=manifest, settings=settings, synthesis=synthesis, asked=asked
    )


@contextmanager
def open_model(
    name: str,
    address: str,
    *,
    key: str | None = None,
    allow_http: bool = False,
    without: Collection[str] = (),
    patience_seconds: float | None = None,
) -> Iterator["LanguageModel"]:
    """Open a language model, where the package that speaks to one is installed.

    Parameters
    ----------
    name, address : str
        What its server knows it as, and where that is.
    key : str, optional
        What its server knows us by.
    allow_http : bool
        Whether texts may go to another machine in clear.
    without : collection of str
        What is not sent beside the messages: ``temperature``, ``seed``.
    patience_seconds : float, optional
        How long an answer may take.

    Raises
    ------
    InputError
        Where the package is missing, or the address or the key cannot be used.
    """
    try:
        from civiscope.runs import language_model  # noqa: PLC0415  # optional package
    except ImportError as error:
        raise InputError(
            "Expected the package httpx, and it is not installed: pip install 'civiscope[naming]'."
        ) from error
    with language_model.open_language_model(
        name,
        language_model.read_address(address, allow_http=allow_http),
        key=key,
        parameters={
            kept: value for kept, value in language_model.PARAMETERS.items() if kept not in without
        },
        patience_seconds=patience_seconds or language_model.PATIENCE_SECONDS,
    ) as model:
        yield model


# ------------------------------------------------------------------ asking


def name_synthesis(
    plan: Plan,
    folder: Path,
    *,
    model: "LanguageModel",
    progress: Progress = lambda _stage, _done, _total: None,
) -> Naming:
    """Ask a language model to name the themes of a synthesis, and publish it with their names.

    Parameters
    ----------
    plan : Plan
        What is asked.
    folder : Path
        Where to publish; it must not exist yet.
    model : LanguageModel
        Who is asked.
    progress : Progress, optional
        Told how far it is.

    Returns
    -------
    Naming
        The names that passed every check; a theme whose answers did not has none.

    Raises
    ------
    InputError
        Where the folder is there already, no answer passed, or the model's server refuses.
    ModelUnavailable
        Where no model answers.
    OutputFailed
        Where the folder cannot be written.
    """
    with publishing(folder) as partial:
        naming, refused = _ask(plan, model, progress)
        if not naming.names:
            raise InputError(
                f"Expected names from {model.name}, and none of its answers could be kept "
                f"({'; '.join(refused)}). Nothing was published: try another model."
            )
        progress("write", 0, 1)
        package = partial / "published"
        package.mkdir()
        for name in sorted(set(plan.manifest["files"]) - set(REPORTS)):
            shutil.copyfile(plan.folder / name, package / name)
        add_names(package, naming, plan.synthesis, plan.settings)
        manifest = named_manifest(
            package,
            plan.manifest,
            naming,
            refused=refused,
            parameters=model.parameters,
            instructions=instructions_in(report_language(plan.settings)),
        )
        (package / MANIFEST).write_bytes(manifest_bytes(manifest))
    return naming


def _ask(plan: Plan, model: "LanguageModel", progress: Progress) -> tuple[Naming, Counter[str]]:
    """Ask about each theme in turn; count why those without a name have none."""
    names: dict[str, MachineName] = {}
    refused: Counter[str] = Counter()
    for place, one in enumerate(plan.asked):
        progress("name", place, len(plan.asked))
        found = _named(one, model, language=report_language(plan.settings), taken=names)
        if isinstance(found, str):
            refused[found] += 1
        else:
            names[fold(found.name)] = found
    naming = Naming(
        model=model.name,
        host=model.address.host,
        n_asked=len(plan.asked),
        names=tuple(names.values()),
    )
    return naming, refused


def _named(
    asked: Asked, model: "LanguageModel", *, language: str, taken: Collection[str]
) -> MachineName | str:
    """Return the name of a theme, or why the last of its answers was refused."""
    refused = ""
    for attempt in range(ANSWERS):
        messages = messages_about(asked, language=language, refused=refused)
        answer = model.answer(messages, attempt=attempt)
        try:
            return _read(answer, asked, prompt=prompt_digest(messages), taken=taken)
        except NameRefused as error:
            refused = str(error)
    return refused


def _read(answer: "Answer", asked: Asked, *, prompt: str, taken: Collection[str]) -> MachineName:
    if not answer.is_whole:
        raise NameRefused("the answer was cut short")
    name = read_name(answer.content, asked, model=answer.model, prompt=prompt)
    if fold(name.name) in taken:
        raise NameRefused("another theme has this name")
    return name
