"""The opinion groups of a file, from end to end: nothing is published before all of it is."""

from dataclasses import asdict, dataclass
from pathlib import Path

from civiscope.errors import InputError
from civiscope.opinion.results import Opinion
from civiscope.runs.executors import Progress
from civiscope.runs.opinion.package import write_package
from civiscope.runs.opinion.pipeline import find
from civiscope.runs.opinion.settings import Settings
from civiscope.runs.opinion.telling import tell
from civiscope.runs.publishing import publishing
from civiscope.tables import VoteColumns, read_panel, read_statements, read_votes


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The files that opinion groups are made from.

    Attributes
    ----------
    votes : Path
        Any file that `civiscope.tables.read_votes` reads.
    statements : Path, optional
        The texts of statements, and moderation (`civiscope.tables.read_statements`).
    participants : Path, optional
        What is known of participants (`civiscope.tables.read_panel`).
    by : tuple of str
        The columns of that file to cross groups with.
    columns : VoteColumns, optional
        The names of columns in the file of votes.
    platform : str, optional
        The platform that exported it.
    """

    votes: Path
    statements: Path | None = None
    participants: Path | None = None
    by: tuple[str, ...] = ()
    columns: VoteColumns | None = None
    platform: str | None = None


def run_opinion(
    sources: Sources,
    folder: Path,
    *,
    settings: Settings | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
) -> Opinion:
    """Turn a file of votes into opinion groups.

    Parameters
    ----------
    sources : Sources
        The files, and what their columns are.
    folder : Path
        Where to publish; it must not exist yet.
    settings : Settings, optional
        How; the defaults if not given.
    progress : Progress, optional
        Told how far it is.

    Returns
    -------
    Opinion
        What was published. The folder holds the same bytes whatever the order of the rows, as long
        as nobody voted twice on a statement without saying when.

    Raises
    ------
    InputError
        Where the folder is there already, or a file cannot be used.
    DisclosureError
        Where a crossing cannot be protected.
    OutputFailed
        Where the folder cannot be written.
    """
    chosen = settings or Settings()
    if (sources.participants is None) != (not sources.by):
        raise InputError(
            "Expected a file of participants and the columns of it to cross groups with, and found "
            "one without the other. Give both, or neither."
        )
    with publishing(folder) as partial:
        progress("read", 0, 1)
        votes = read_votes(sources.votes, columns=sources.columns, platform=sources.platform)
        texts = read_statements(sources.statements) if sources.statements else None
        panel = read_panel(sources.participants, by=sources.by) if sources.participants else None
        findings = find(votes, texts, panel, settings=chosen, progress=progress)
        opinion = tell(findings, chosen)
        progress("write", 0, 1)
        published = partial / "published"
        published.mkdir()
        asked = {
            "columns": asdict(sources.columns or VoteColumns()),
            "platform": sources.platform,
            "by": list(sources.by),
            "statements": texts and texts.digest,
            "participants": panel and panel.digest,
        }
        write_package(findings, opinion, chosen, asked, published)
    return opinion
