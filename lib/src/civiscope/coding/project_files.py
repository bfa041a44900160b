"""Coded projects as files of REFI-QDA, which other programs read and write."""

from dataclasses import dataclass
from pathlib import Path

from civiscope.coding.projects import Project
from civiscope.coding.refi.archives import open_archive, write_archive
from civiscope.coding.refi.reading import read_members
from civiscope.coding.refi.writing import project_members
from civiscope.coding.remarks import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProject:
    """A project that was read.

    Attributes
    ----------
    project : Project
        Its texts normalised, and codings where they are in these.
    remarks : tuple of Remark
        What the file holds that is not in the project, or is there otherwise.
    """

    project: Project
    remarks: tuple[Remark, ...]


def read_project(path: Path) -> ReadProject:
    """Read a coded project, whichever program made it.

    Parameters
    ----------
    path : Path
        A project of REFI-QDA, QDPX. The archive is looked through first, nothing of it is
        unpacked to the disk, and no path outside it is followed.

    Returns
    -------
    ReadProject
        The project, and what could not be taken: pictures, recordings, selections in PDF files,
        links, sets, cases, variables… by kind and number; selections that are nowhere in their
        text, by identifier.

    Raises
    ------
    InputNotFound
        Where there is no such file.
    InputError
        Where it is no project, is damaged, or is hostile: too many or too large members, names
        that lead elsewhere, links, passwords, XML with a document type.

    Notes
    -----
    Places are counted in code points of the text as the file has it, as REFI-QDA says; where
    the quotes that a program gives with its selections fit better with another way (UTF-16,
    line ends of Windows as one character, a byte order mark that counts), that way is taken and
    remarked. They are then moved to the normalised text.

    References
    ----------
    REFI-QDA, 2019, Project Exchange 1.0 (https://www.qdasoftware.org).
    """
    with open_archive(path) as archive:
        project, remarks = read_members(archive)
    return ReadProject(project=project, remarks=remarks)


def write_project(project: Project, path: Path) -> None:
    """Write a coded project for other programs.

    Parameters
    ----------
    project : Project
        The project. The same one gives the same bytes.
    path : Path
        The file, QDPX, which appears once it is whole.

    Raises
    ------
    InputError
        Where REFI-QDA cannot hold the project.
    OutputFailed
        Where the file cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from civiscope.coding.project_files import read_project, write_project
    >>> from civiscope.coding.projects import Project, Source
    >>> project = Project(name="Interviews", sources=(Source(id="i1", text="Bonjour 🚲"),))
    >>> with TemporaryDirectory() as folder:
    ...     write_project(project, Path(folder, "interviews.qdpx"))
    ...     read = read_project(Path(folder, "interviews.qdpx"))
    >>> read.project == project, read.remarks
    (True, ())
    """
    write_archive(path, list(project_members(project)))
