"""Write the public index: after each change of a record, or whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from django.db import connection, transaction
from django.db.models import F

from civiscope.corpus import deletions, tokens
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.names import NAME_WITHDRAWN, PERSON, is_name_withdrawn
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.search.domain import fulltext
from observatory.search.domain.faces import faces_of
from observatory.search.domain.reading import read_batch
from observatory.search.domain.rows import edges_of, entries, mentions_of, words_of
from observatory.search.domain.withdrawn import hide_names
from observatory.search.models import Edge, Entry, Mention, Variant, WithdrawnWord, Words

BATCH = 500
# A word that so many entries answer to is hardly one that nobody wrote.
HOLDERS_READ = 100
# The same words come back in most texts.
_tokens = lru_cache(maxsize=65_536)(tokens)
_ENTRY_COLUMNS = [field.name for field in Entry._meta.fields if not field.primary_key]
_WORDS_COLUMNS = ["filed_as", "text_fr", "text_en", "title", "body"]


def on_record_changed(sender: object, record: Record, **options: object) -> None:
    """Receive the signal of that name."""
    refresh(record)


@transaction.atomic
def refresh(record: Record) -> None:
    """Write what the index says of a record, and of the records that show its name.

    Call it in the transaction that wrote the record.
    """
    naming = _naming(record)
    pending = {record.pk} | naming
    written: set[int] = set()
    forgotten: set[str] = set()
    known: set[str] = set()
    while pending:
        forgotten |= _words_held(pending)
        known |= _write(pending)
        written |= pending
        pending = _outdated(pending) - written
    _learn(known - forgotten)
    _forget(forgotten - known)
    if naming:
        fulltext.purge()


@transaction.atomic
def rebuild(tell: Callable[[str, int], None] | None = None) -> int:
    """Write the whole index again; return how many entries it has.

    `tell` hears of each kind, as it is done, and how many entries it has.
    """
    for rows in (Edge.objects, Mention.objects, Variant.objects, WithdrawnWord.objects):
        rows.all().delete()
    Entry.objects.exclude(record__status=Status.PUBLISHED).delete()
    known: set[str] = set()
    for kind, model in models_by_kind().items():
        for batch in _in_batches(set(model.objects.values_list("pk", flat=True))):
            known |= _write_kind(kind, batch)
        if tell:
            tell(kind, Entry.objects.filter(kind=kind).count())
    _learn(known)
    _measure()
    return Entry.objects.count()


def _measure() -> None:
    """Let the database choose its ways through the tables by what they now hold."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# ---------------------------------------------------------------- what to write


def _naming(person: Record) -> set[int]:
    """Return the entries to write again because a name was just withdrawn, or given back."""
    if person.kind != PERSON:
        return set()
    was_withdrawn = WithdrawnWord.objects.filter(person_id=person.pk).exists()
    if is_name_withdrawn(person) is was_withdrawn:
        return set()
    return {
        pk
        for text in (person.title_fr, NAME_WITHDRAWN["fr"])
        for pk in Entry.objects.filter(pk__in=_holding(text).raw()).values_list("pk", flat=True)
    }


def _holding(text: str) -> fulltext.Matching:
    return fulltext.holding_all([fulltext.word(word) for word in tokens(text)])


def _outdated(ids: set[int]) -> set[int]:
    """Return the entries that show one of these records under a face it no longer has."""
    mentions = Mention.objects.filter(object_id__in=ids)
    rows = list(mentions.values_list("subject_id", "object_id", "face"))
    faces = faces_of({pk for _, pk, _ in rows})
    return {subject for subject, pk, face in rows if faces[pk].fingerprint != face}


# ---------------------------------------------------------------- writing


def _write(ids: set[int]) -> set[str]:
    """Write the rows of these records; return the words their entries now hold."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for pk, kind in Record.objects.filter(pk__in=ids).values_list("pk", "kind"):
        by_kind[kind].add(pk)
    return {
        word
        for kind, of_kind in sorted(by_kind.items())
        for batch in _in_batches(of_kind)
        for word in _write_kind(kind, batch)
    }


def _in_batches(ids: set[int]) -> Iterator[set[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield set(ordered[start : start + BATCH])


def _write_kind(kind: str, ids: set[int]) -> set[str]:
    batch = read_batch(kind, ids)
    hidden = ids - batch.references.keys()
    if hidden:
        Entry.objects.filter(pk__in=hidden).delete()
    if kind == PERSON:
        hide_names(ids)
    shown = entries(batch)
    words = [words_of(record, batch) for record in batch.records]
    Entry.objects.bulk_create(
        shown, update_conflicts=True, unique_fields=["record"], update_fields=_ENTRY_COLUMNS
    )
    Words.objects.bulk_create(
        words, update_conflicts=True, unique_fields=["entry"], update_fields=_WORDS_COLUMNS
    )
    Edge.objects.filter(subject_id__in=ids).delete()
    Edge.objects.bulk_create(e for record in batch.records for e in edges_of(record, batch))
    Mention.objects.filter(subject_id__in=ids).delete()
    Mention.objects.bulk_create(m for record in batch.records for m in mentions_of(record, batch))
    return set().union(*(_words_in(e, w) for e, w in zip(shown, words, strict=True)))


# ---------------------------------------------------------------- words and their neighbours


def _words_in(entry: Entry, words: Words) -> set[str]:
    text = f"{entry.title_fr}\n{entry.title_en}\n{words.text_fr}\n{words.text_en}"
    return set(chain.from_iterable(map(_tokens, set(text.split()))))


def _words_held(ids: set[int]) -> set[str]:
    held = Words.objects.filter(pk__in=ids).select_related("entry")
    return set().union(*(_words_in(words.entry, words) for words in held))


def _learn(words: Iterable[str]) -> None:
    """Make words known, so that a typing error leads to them."""
    words = set(words)
    known = Variant.objects.filter(word__in=words, variant=F("word"))
    missing = sorted(words - set(known.values_list("word", flat=True)))
    Variant.objects.bulk_create(
        (Variant(variant=v, word=word) for word in missing for v in sorted(deletions(word))),
        batch_size=BATCH * 4,
        ignore_conflicts=True,
    )


def _forget(words: Iterable[str]) -> None:
    """Forget those of these words that no entry holds any more."""
    ordered = sorted(words)
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        found = fulltext.present([fulltext.word(word) for word in some])
        gone = [
            word
            for word, is_found in zip(some, found, strict=True)
            if not (is_found and _is_written(word))
        ]
        Variant.objects.filter(word__in=gone).delete()


def _is_written(word: str) -> bool:
    """Whether an entry holds the word itself, and not only one that is reduced to it.

    Of a word that many entries answer to, the first are read; it is kept if unsure.
    """
    matching = fulltext.holding_all([fulltext.word(word)])
    holders = Words.objects.filter(pk__in=matching.raw()).select_related("entry").order_by("pk")
    read = list(holders[:HOLDERS_READ])
    return len(read) == HOLDERS_READ or any(word in _words_in(one.entry, one) for one in read)
