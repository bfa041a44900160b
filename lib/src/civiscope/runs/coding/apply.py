"""A codebook applied to all answers of a file: nothing is published before all of it is."""

from dataclasses import asdict
from pathlib import Path

from civiscope.coding.codebook_files import read_codebook
from civiscope.coding.results import Applied
from civiscope.runs.coding.package import write_package
from civiscope.runs.coding.pipeline import find_codings
from civiscope.runs.coding.settings import Settings
from civiscope.runs.executors import Executor, Progress
from civiscope.runs.publishing import publishing
from civiscope.tables import Columns, read_contributions


def apply_codebook(
    source: Path,
    folder: Path,
    *,
    codebook: Path,
    columns: Columns,
    executor: Executor,
    settings: Settings | None = None,
    platform: str | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Applied:
    """Give all answers of a file the codes whose wording they say.

    Parameters
    ----------
    source : Path
        Any file that `civiscope.tables.read_contributions` reads.
    folder : Path
        Where to publish; it must not exist yet.
    codebook : Path
        Any file that `civiscope.coding.codebook_files.read_codebook` reads.
    columns : Columns
        The names of columns in the file.
    executor : Executor
        Where batches are worked on (`civiscope.runs.executors.open_executor`).
    settings : Settings, optional
        How; the defaults if not given.
    platform : str, optional
        The platform that exported the file.
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
    book = read_codebook(codebook)
    asked = {"columns": asdict(columns), "platform": platform}
    with publishing(folder) as partial:
        progress("read", 0, 1)
        contributions = read_contributions(
            source,
            partial / "contributions.parquet",
            columns=columns,
            platform=platform,
            language=chosen.language,
        )
        findings = find_codings(
            contributions, book, settings=chosen, executor=executor, progress=progress
        )
        progress("write", 0, 1)
        published = partial / "published"
        published.mkdir()
        return write_package(findings, chosen, asked, published)
