"""What a language model worded: always beside our own words, and always marked as a machine's."""

from dataclasses import replace

from civiscope.publication.document import Spans
from civiscope.publication.phrases import Titled, plain
from civiscope.publication.synthesis.voice import Voice
from civiscope.synthesis.naming import MachineName, Naming


def worded(name: MachineName | None, voice: Voice) -> tuple[tuple[str, tuple[Spans, ...]], ...]:
    """Return what a machine said of a theme, under a title that says so; nothing if it did not.

    The name and the sentence come first, then the quotes that they rest on.
    """
    if name is None:
        return ()
    said = (*plain(f"{name.name}.", style="strong"), *plain(f" {name.sentence}"))
    quotes = (
        voice.quote(quote.contribution_id, quote.text, longest=len(quote.text))
        for quote in name.quotes
    )
    return ((voice.words.naming.title.format(name.model), (said, *quotes)),)


def inline(name: MachineName | None, voice: Voice) -> Spans:
    """Return the name that a machine gave, to stand after ours; nothing if it gave none."""
    if name is None:
        return ()
    return plain(voice.words.naming.inline.format(name.name), style="muted")


def method_of(naming: Naming, voice: Voice) -> Titled:
    """Say which machine was asked what, and how much of its answers was kept."""
    said = voice.words.naming.method
    text = said.text.format(
        model=naming.model,
        host=naming.host,
        asked=voice.count(voice.words.nouns.all_themes, naming.n_asked),
        named=voice.number(len(naming.names)),
    )
    return replace(said, text=text)
