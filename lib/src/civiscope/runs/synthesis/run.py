"""The synthesis of a file, from end to end: nothing is published before all of it is."""

from dataclasses import asdict
from pathlib import Path

from civiscope.runs.executors import Executor
from civiscope.runs.publishing import publishing
from civiscope.runs.synthesis.package import write_package
from civiscope.runs.synthesis.pipeline import Progress, find
from civiscope.runs.synthesis.representing import represent, tell_places
from civiscope.runs.synthesis.settings import Settings
from civiscope.runs.synthesis.telling import tell
from civiscope.synthesis.results import Synthesis
from civiscope.tables import Columns, read_contributions


def run_synthesis(
    source: Path,
    folder: Path,
    *,
    columns: Columns,
    executor: Executor,
    settings: Settings | None = None,
    platform: str | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Synthesis:
    """Turn a file of contributions into a synthesis.

    Parameters
    ----------
    source : Path
        Any file that `civiscope.tables.read_contributions` reads.
    folder : Path
        Where to publish; it must not exist yet.
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
    Synthesis
        What was published. The folder holds the same bytes whatever the order of the rows, and
        wherever batches were worked on.

    Raises
    ------
    InputError
        Where the folder is there already, or the file cannot be used.
    WorkerLost
        Where a process or a worker was killed.
    OutputFailed
        Where the folder cannot be written.

    Notes
    -----
    All is written beside the folder, under its name with ``.partial``, and takes the folder's name
    when it is whole. What an interrupted run left there is removed by the next.
    """
    chosen = settings or Settings()
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
        # First, since it may refuse: themes take their time.
        represented = represent(contributions, chosen)
        findings = find(contributions, settings=chosen, executor=executor, progress=progress)
        synthesis = tell_places(tell(findings, chosen), findings, represented, chosen)
        # Authors stand in it: what is published names none.
        progress("write", 0, 1)
        published = partial / "published"
        published.mkdir()
        write_package(findings, synthesis, chosen, asked, published, threads=executor.processors)
    return synthesis
