"""What a project of REFI-QDA holds that is never taken from it, and where its XML is."""

from collections import Counter

from lxml import etree

from civiscope.coding.refi.archives import Archive, refusal
from civiscope.coding.refi.markup import local_name
from civiscope.coding.remarks import Remark

EXTENSION = ".qde"

#: What is never taken from a project, in words, by the name of its element.
NEVER_TAKEN = {
    "PictureSource": "pictures",
    "AudioSource": "sound recordings",
    "VideoSource": "films",
    "PDFSource": "PDF files: their plain text is taken where they have one",
    "PictureSelection": "selections in pictures",
    "AudioSelection": "selections in sound recordings",
    "VideoSelection": "selections in films",
    "PDFSelection": "selections in PDF files",
    "Transcript": "transcripts tied to recordings",
    "TranscriptSelection": "selections in transcripts tied to recordings",
    "Variable": "variables",
    "VariableValue": "values of variables",
    "Case": "cases",
    "Link": "links",
    "Set": "sets",
    "Graph": "graphs",
}
#: What is taken from a project, and what only holds others together.
TAKEN = frozenset(
    """
    Project Users User CodeBook Codes Code Sources TextSource PlainTextContent PlainTextSelection
    Coding CodeRef Notes Note NoteRef Description Representation TextDescription SyncPoint
    Variables VariableRef TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue
    Cases SourceRef SelectionRef Links Sets MemberCode MemberSource MemberNote Graphs Vertex Edge
    """.split()  # noqa: SIM905 -- people read it as words
)
UNKNOWN = "elements that REFI-QDA does not have"


class Remarks:
    """Remarks so far, by what they say."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._names: dict[str, list[str]] = {}

    def add(self, what: str, count: int = 1, name: str = "") -> None:
        """Remark that there are so many things of a kind."""
        self._counts[what] += count
        self._names.setdefault(what, []).extend([name] if name else [])

    def all(self) -> tuple[Remark, ...]:
        """Return all remarks, in the order in which the first of each kind came."""
        return tuple(
            Remark(what=what, count=count, names=tuple(self._names[what]))
            for what, count in self._counts.items()
            if count
        )


def find_project(archive: Archive) -> bytes:
    """Return the XML of a project: the one file of its kind at the top of the archive."""
    found = [name for name in archive.members if name.endswith(EXTENSION) and "/" not in name]
    if len(found) != 1:
        expected = "one “project.qde” at the top of the archive"
        raise refusal(archive.name, expected, f"{len(found)}" if found else "none")
    return archive.read(found[0])


def count_never_taken(tree: etree._Element, remarks: Remarks) -> None:
    """Remark what a project holds that is never taken from it: how many of each kind."""
    counts = Counter(map(local_name, tree.iter(etree.Element)))
    for name, what in NEVER_TAKEN.items():
        remarks.add(what, counts.pop(name, 0))
    remarks.add(UNKNOWN, sum(count for name, count in counts.items() if name not in TAKEN))
