"""Answer a search for a withdrawn name without keeping the name.

The index holds the words of the name as hashes keyed by the site's secret:
whoever types the whole name is told that it was withdrawn, and whoever reads
the tables learns nothing. After a change of the secret, run `observatory index`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.crypto import salted_hmac

from civiscope.corpus import QueryWord, stems, tokens
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.names import PERSON
from observatory.records.enums import Status
from observatory.search.models import WithdrawnWord

_SALT = "observatory.search.withdrawn"


def hide_names(ids: Iterable[int]) -> None:
    """Keep the hashed words of those of these records that are withdrawn people, and no others."""
    ids = list(ids)
    WithdrawnWord.objects.filter(person_id__in=ids).delete()
    people = models_by_kind()[PERSON].objects.filter(pk__in=ids, status=Status.WITHDRAWN)
    rows = []
    for person in people.prefetch_related("labels").order_by("pk"):
        told = [getattr(person, "given_name", "")]
        telling = [
            getattr(person, "family_name", ""),
            *(label.text for label in person.labels.all()),
        ]
        digests = dict.fromkeys(_digests(told), False) | dict.fromkeys(
            _digests(telling) - _digests(told), True
        )
        rows += [
            WithdrawnWord(person_id=person.pk, digest=digest, is_telling=is_telling)
            for digest, is_telling in sorted(digests.items())
        ]
    WithdrawnWord.objects.bulk_create(rows)


def is_withdrawn_name(words: Sequence[QueryWord]) -> bool:
    """Whether all these words, a telling one among them, are of one withdrawn name (one query)."""
    digests = [{_digest(stem) for stem in stems(word.text)} for word in words]
    held: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = WithdrawnWord.objects.filter(digest__in=set().union(*digests)).order_by("pk")
    for person, digest, is_telling in rows.values_list("person_id", "digest", "is_telling"):
        held[person][digest] = is_telling
    return any(
        all(wanted & name.keys() for wanted in digests)
        and any(name.get(digest) for wanted in digests for digest in wanted)
        for name in held.values()
    )


def _digests(texts: Iterable[str]) -> set[str]:
    words = {word for text in texts for word in tokens(text)}
    return {_digest(stem) for word in words for stem in stems(word)}


def _digest(word: str) -> str:
    return salted_hmac(_SALT, word, algorithm="sha256").hexdigest()
