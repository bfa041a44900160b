"""A codebook applied to all answers of a file: nothing is published before all of it is."""

from dataclasses import asdict, dataclass
from pathlib import Path

from civiscope.coding.codebook_files import read_codebook
from civiscope.coding.results import Applied
from civiscope.runs.coding.package import write_package
from civiscope.runs.coding.pipeline import find_codings
from civiscope.runs.coding.settings import Settings
from civiscope.runs.executors import Executor, Progress
from civiscope.runs.publishing import publishing
from civiscope.tables import Columns, find_digest, read_contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files that a coding is made from.

    Attributes
    ----------
    answers : Path
        Any file that `civiscope.tables.read_contributions` reads.
    codebook : Path
        Any file that `civiscope.coding.codebook_files.read_codebook` reads.
    columns : Columns
        The names of columns in the file of answers.
    platform : str, optional
        The platform that exported it.
    taught : tuple of Path
        Files of what people coded (`civiscope.coding.codings.read_codings`): codes that five
        answers have and five have not are learnt from them.
    """

    answers: Path
    codebook: Path
    columns: Columns
    platform: str | None = None
    taught: tuple[Path, ...] = ()


def apply_codebook(
    sources: Sources,
    folder: Path,
    *,
    executor: Executor,
    settings: Settings | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Applied:
    """Give all answers of a file the codes whose wording they say, or that people taught.

    Parameters
    ----------
    sources : Sources
        The files, and what their columns are.
    folder : Path
        Where to publish; it must not exist yet.
    executor : Executor
        Where batches are worked on (`civiscope.runs.executors.open_executor`).
    settings : Settings, optional
        How; the defaults if not given.
    progress : Progress, optional
        Told how far it is.

    Returns
    -------
    Applied
        What was published. The folder holds the same bytes whatever the order of the rows, and
        wherever batches were worked on.

    Raises
    ------
    InputError
        Where the folder is there already, or the file or the codebook cannot be used.
    WorkerLost
        Where a process or a worker was killed.
    OutputFailed
        Where the folder cannot be written.
    """
    chosen = settings or Settings()
    book = read_codebook(sources.codebook)
    with publishing(folder) as partial:
        progress("read", 0, 1)
        contributions = read_contributions(
            sources.answers,
            partial / "contributions.parquet",
            columns=sources.columns,
            platform=sources.platform,
            language=chosen.language,
        )
        findings = find_codings(
            contributions,
            book,
            taught=sources.taught,
            settings=chosen,
            executor=executor,
            progress=progress,
        )
        progress("write", 0, 1)
        published = partial / "published"
        published.mkdir()
        return write_package(findings, chosen, _asked(sources), published)


def _asked(sources: Sources) -> dict[str, object]:
    return {
        "columns": asdict(sources.columns),
        "platform": sources.platform,
        "taught": sorted(find_digest(path) for path in sources.taught),
    }
