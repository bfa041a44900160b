"""Read what someone typed: what to seek, then what they may have meant."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from django.db.models import F

from civiscope.corpus import (
    QUERY_CHARACTERS,
    QUERY_WORDS,
    QueryWord,
    deletions,
    query_words,
    splits,
    stems,
    within_one_edit,
)
from observatory.search.domain import fulltext
from observatory.search.domain.fulltext import Group, Matching, holding_all, holding_most
from observatory.search.models import Variant

# Fewer letters begin too many words.
PREFIX_CHARACTERS = 3
# A word that is known is taken apart only in parts that are hardly ever chance.
_SPLIT_CHARACTERS = 4
# A word with more neighbours than that is no typing error of any of them.
_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read what was typed, and the entries that answer to it."""

    matching: Matching
    # Those that hold it all in their title; empty where only part of it is held.
    in_title: Matching
    groups: tuple[Group, ...]
    # The words sought in place of those typed, when they differ.
    read_as: tuple[str, ...] = ()
    # The words that nothing here holds.
    ignored: tuple[str, ...] = ()
    is_partial: bool = False


def read_query(text: str) -> tuple[list[QueryWord], bool]:
    """Return the words to seek, and whether more was typed than is read."""
    words = query_words(text, limit=QUERY_WORDS + 1)
    is_cut = len(text) > QUERY_CHARACTERS or len(words) > QUERY_WORDS
    return words[:QUERY_WORDS], is_cut


def readings(words: Sequence[QueryWord]) -> Iterator[Reading]:
    """Yield ways to read the words, the most faithful first; stop at the first that is answered.

    Each costs a few queries when it is asked for, as many whatever the index holds.
    """
    if not words:
        return
    exact = _exact(words)
    yield _reading(exact)
    neighbours = _neighbours(words)
    mended, read_as, ignored = _mended(words, exact, neighbours)
    yield _reading(mended, read_as=read_as)
    yield _loose(words, exact, neighbours)
    if len(words) > 1:
        yield Reading(
            matching=holding_most(mended), in_title=holding_all(()), groups=tuple(mended),
            read_as=read_as, ignored=ignored, is_partial=True,
        )  # fmt: skip


def _loose(
    words: Sequence[QueryWord], exact: Sequence[Group], neighbours: dict[str, list[str]]
) -> Reading:
    """Allow a typing error in every word, known or not."""
    groups = [
        (*group, *_forms(_stems_of(neighbours[word.text])))
        for word, group in zip(words, exact, strict=True)
    ]
    nearest = (neighbours[word.text][:1] for word in words)
    return _reading(groups, read_as=tuple(chain.from_iterable(nearest)))


def _reading(groups: Sequence[Group], read_as: tuple[str, ...] = ()) -> Reading:
    return Reading(
        matching=holding_all(groups),
        in_title=holding_all(groups, in_title=True),
        groups=tuple(groups),
        read_as=read_as,
    )


# ---------------------------------------------------------------- each word


def _exact(words: Sequence[QueryWord]) -> list[Group]:
    """Seek each word as typed, and in two words where it may be two."""
    pairs = {word.text: splits(word.text, shortest=_SPLIT_CHARACTERS) for word in words}
    known = _known({part for each in pairs.values() for pair in each for part in pair})
    return [(*_forms(word.stems), *_split(pairs[word.text], known)) for word in words]


def _known(words: set[str]) -> set[str]:
    held = Variant.objects.filter(variant__in=words, word=F("variant"))
    return set(held.values_list("word", flat=True))


def _split(pairs: Sequence[tuple[str, str]], known: set[str]) -> Group:
    return tuple(
        together
        for left, right in pairs
        if left in known and right in known
        for together in product(stems(left), stems(right))
    )


def _mended(
    words: Sequence[QueryWord], exact: Sequence[Group], neighbours: dict[str, list[str]]
) -> tuple[list[Group], tuple[str, ...], tuple[str, ...]]:
    """Replace each unknown word by what begins like it, its neighbours or its two halves.

    Returns what to seek, the words it is read as when one was replaced, and
    those that nothing could replace.
    """
    beginning = fulltext.word(f"{words[-1].text}*")
    *are_known, begins = fulltext.present([*exact, beginning])
    halves = _known_halves(
        [w for w, is_known in zip(words, are_known, strict=True) if not is_known]
    )
    groups, read_as, ignored = list(exact), [word.text for word in words], []
    for place, (word, is_known) in enumerate(zip(words, are_known, strict=True)):
        if is_known:
            continue
        is_begun = place == len(words) - 1 and begins and len(word.text) >= PREFIX_CHARACTERS
        if is_begun:
            groups[place] = beginning
        elif neighbours[word.text]:
            groups[place] = _forms(_stems_of(neighbours[word.text]))
            read_as[place] = neighbours[word.text][0]
        elif pairs := halves[word.text]:
            groups[place] = _split(pairs, {part for pair in pairs for part in pair})
            read_as[place] = " ".join(pairs[0])
        else:
            ignored.append(word.text)
    is_same = read_as == [word.text for word in words]
    return groups, () if is_same else tuple(read_as), tuple(ignored)


def _known_halves(words: Sequence[QueryWord]) -> dict[str, list[tuple[str, str]]]:
    pairs = {word.text: splits(word.text) for word in words}
    known = _known({part for each in pairs.values() for pair in each for part in pair})
    return {text: [pair for pair in each if known.issuperset(pair)] for text, each in pairs.items()}


def _neighbours(words: Sequence[QueryWord]) -> dict[str, list[str]]:
    """Return the known words one typing error away from each, the likeliest first (one query)."""
    variants = {variant for word in words for variant in deletions(word.text)}
    rows = Variant.objects.filter(variant__in=variants).order_by("word")
    candidates = set(rows.values_list("word", flat=True))
    return {word.text: _nearest(word.text, candidates) for word in words}


def _nearest(typed: str, candidates: set[str]) -> list[str]:
    near = {word for word in candidates - {typed} if within_one_edit(typed, word)}
    return sorted(near, key=lambda word: (abs(len(word) - len(typed)), word))[:_NEIGHBOURS]


def _stems_of(words: Sequence[str]) -> Iterator[str]:
    return chain.from_iterable(map(stems, words))


def _forms(forms: Iterable[str]) -> Group:
    """Seek any of these forms, but for those that the others find.

    A text that holds a word is found under all its stems: seeking them is enough.
    """
    sought = set(forms)
    needed = (form for form in sorted(sought) if not _is_found_by(form, sought - {form}))
    return fulltext.any_of(needed)


def _is_found_by(form: str, others: set[str]) -> bool:
    shorter = stems(form)[1:]
    return bool(shorter) and others.issuperset(shorter)
