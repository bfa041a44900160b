"""How the report names a question, and where it leads to."""

from civiscope.publication.document import Spans
from civiscope.publication.phrases import plain
from civiscope.publication.synthesis.chapters import Chapter
from civiscope.publication.synthesis.voice import Voice


def question_key(chapter: Chapter) -> str:
    """Return the key of the heading of a question."""
    return f"question-{chapter.number}"


def question_title(chapter: Chapter, voice: Voice) -> str:
    """Return a question with its number; one that the file does not give is called unknown."""
    titles = voice.words.titles
    return titles.question.format(chapter.number, chapter.question or titles.unknown_question)


def link_to_question(chapter: Chapter, voice: Voice) -> Spans:
    """Return a question, which leads to its chapter where it has one."""
    url = f"#{question_key(chapter)}" if chapter.is_answered else ""
    return plain(question_title(chapter, voice), url=url)
