"""An observatory of any size, made of names and words that look like ours, always the same.

The first records of a larger one are those of a smaller one. Everything is
written in bulk, as no one does on a site; `rebuild` then makes the public index.
"""
# ruff: noqa: SIM905  # lists of words read better as texts

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection, models
from django.utils import timezone

from observatory.activities.enums import Section
from observatory.activities.models import Activity
from observatory.cases.models import Case
from observatory.directory.models import Affiliation, Organisation, Person, Tool
from observatory.events.models import Event, Host, Speaker
from observatory.exercises.models import Deployment, Exercise
from observatory.imports.domain.load import load_pack
from observatory.publications.models import PressMention, Publication
from observatory.records.domain.shapes import ConceptShape, shapes_of
from observatory.records.enums import Status
from observatory.records.models import Record
from observatory.search.domain.index import rebuild
from observatory.vocabularies.models import Concept

# How many of each hundred records are of each kind.
SHARES = {
    Organisation: 16, Person: 15, Tool: 4, Exercise: 35, Event: 10, Activity: 6, Publication: 4,
    PressMention: 4, Case: 6,
}  # fmt: skip
BATCH = 5000
T = TypeVar("T")
PACK = Path(__file__).resolve().parents[1] / "packs" / "observatory-2019"

GIVEN = """Adèle Aïcha Alain Amélie André Anne Antoine Béatrice Benoît Camille Céline Chloé Claire
Clément Corinne Damien Denis Élise Émile Estelle Étienne Fatima Florence François Gaëlle Georges
Hélène Hugo Inès Jeanne Jérôme Joël Karim Laëtitia Léa Louis Maëlle Marc Marie Mathieu Mélanie
Mohamed Nadia Noëlle Olivier Paul Pauline Pierre Raphaël Rémi Sabine Samuel Sarah Sophie Thérèse
Thomas Valérie Victor Yann Yasmine Zoé""".split()
STARTS = """Ala Ber Bou Cha Cor Dau Del Des Du Fau Fer Gau Gi Gra Hé La Le Mar Ma Mo Mon Na Nou Pa
Per Pi Rou Sau Ser Ta Thi Va Vi""".split()
MIDDLES = "ba ché dé fe gué la li lo ma mi no pi ra ro sé ti vo".split()
ENDS = """chon daud del det din douin fort gnac gnon lard let lier lon mont nard neau rand rel rin
sier son tel teau tin vert ville vin""".split()
PLACE_STARTS = """Saint- Mont Ville Beau Clair Haute Roche Château Bois Val Champ Pont Font Neuf
Chante Aigre Brive Lon Mar Ver""".split()
PLACE_ENDS = """-Étienne -Martin -Aubin euil igny court fort feuille lac mont rive sac sur-Loire
-sur-Seine -en-Bresse -les-Bains ville zac""".split()
BODIES = "Ville de|Métropole|Association|Collectif|Département|Agence|Coopérative|Région".split("|")
TITLES = """Budget participatif|Consultation citoyenne|Concertation|Débat public|Atelier|Pétition|
Assemblée citoyenne|Conseil citoyen|Enquête|Plateforme participative|Jury citoyen|Votation""".split(
    "|"
)
SUBJECTS = """mobilités|climat|école|logement|alimentation|culture|numérique|sport|énergie|eau|
santé|handicap|jeunesse|tranquillité publique|commerce|rivière|forêt|place du marché|centre-ville|
plan local d’urbanisme|projet de territoire|transition écologique|démocratie locale|patrimoine|
données ouvertes|égalité|vieillissement|tourisme|biodiversité|déchets""".split("|")
COMMON = """habitants élus agents services associations quartiers réunions ateliers contributions
propositions synthèse plateforme inscription vote tirage sort questionnaire résultats budget projets
calendrier restitution comité technique marché prestataire logiciel libre accessibilité bilan
participation concertation territoire métropole commune agglomération département région citoyens
jeunes parents enseignants commerçants agriculteurs usagers riverains experts garants médiation
animation papier numérique présentiel hybride carte enquête débat public avis arbitrage mise œuvre
évaluation indicateurs coût moyens formation réseau échange pratiques retour expérience""".split()
# A language has many more words, most of them rare.
LEXICON = COMMON + [
    f"{start}{middle}{end}".lower() for middle in MIDDLES for start in STARTS for end in ENDS[::4]
]
# Fields of several records, each with one drawn.
LINKS = {
    Exercise: (("commissioners", "organisation"), ("territories", "organisation")),
    Tool: (("publishers", "organisation"),),
    Activity: (("organisations", "organisation"), ("speakers", "person")),
    Publication: (("authors", "person"),),
    Case: (("exercises", "exercise"), ("tools", "tool")),
}
# Of the fields a record could have, the share that someone filled in.
KNOWN = 0.8
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


class Words:
    """Draws words as a language does: a few often, most of them rarely."""

    def __init__(self, seed: int) -> None:
        """Start from a seed: the same seed draws the same words."""
        self.random = random.Random(seed)  # noqa: S311  # drawn to be repeated, not to be secret

    def often_first(self, words: Sequence[T], count: int = 1) -> list[T]:
        """Draw words, the first of the list more often than the last."""
        return self.random.choices(words, cum_weights=_weights(len(words)), k=count)

    def family(self) -> str:
        """Return a family name."""
        middle = self.random.choice(["", *MIDDLES])
        return self.random.choice(STARTS) + middle + self.random.choice(ENDS)

    def place(self) -> str:
        """Return the name of a town."""
        middle = self.random.choice(["", *MIDDLES])
        return self.random.choice(PLACE_STARTS) + middle + self.random.choice(PLACE_ENDS)

    def title(self) -> str:
        """Return the title of something that was done."""
        (kind,), (subject,) = self.often_first(TITLES), self.often_first(SUBJECTS)
        return f"{kind.strip()} : {subject.strip()} à {self.place()}"

    def sentences(self, count: int) -> str:
        """Return sentences."""
        drawn = (self.often_first(LEXICON, self.random.randint(8, 16)) for _ in range(count))
        return " ".join(f"{' '.join(words).capitalize()}." for words in drawn)

    def date(self) -> str:
        """Return a date of the last fifteen years: a day, a month or a year."""
        (year,) = self.often_first(range(2024, 2009, -1))
        # One day of each week: reading a date takes long, and dates read are remembered.
        month, day = self.random.randint(1, 12), self.random.choice((1, 8, 15, 22))
        written = [f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"]
        return self.random.choice(written)


@lru_cache(maxsize=64)
def _weights(count: int) -> list[float]:
    """Return how often the first words are drawn, in all (Zipf's law, flattened at its head)."""
    return list(accumulate(1 / (rank + 4) for rank in range(count)))


def fill(count: int, *, start: int = 0) -> int:
    """Write the records from `start` to `count`, and the index; return how many entries it has.

    Starting at 0 loads the facts of 2019 first, for their vocabularies.
    """
    if start == 0:
        load_pack(PACK, by=None, at=timezone.now())
    for first in range(start, count, BATCH):
        _write(first, min(first + BATCH, count))
    return rebuild()


def _write(first: int, last: int) -> None:
    """Write one batch: the records, then what they refer to among those written so far."""
    words = Words(first)
    # 37 and 100 have no common factor: the kinds alternate, in the same order in every hundred.
    of_kind = [model for model, share in SHARES.items() for _ in range(share)]
    children = [_child(number, of_kind[number * 37 % 100], words) for number in range(first, last)]
    parents = [_parent(child) for child in children]
    Record.objects.bulk_create(parents)
    concepts, pools = _concepts(), _pools()
    for child, parent in zip(children, parents, strict=True):
        child.pk = child.record_ptr_id = parent.pk
        _classify(child, words, concepts)
        if isinstance(child, PressMention):
            child.outlet_id = _one_of(pools[Organisation.KIND], words)
    for model in SHARES:
        own = [child for child in children if type(child) is model]
        _insert(model, own)
        _classify_many(model, own, words, concepts)
    _insert_parts(children, words, pools)


def _child(number: int, model: type[Record], words: Words) -> Record:
    named: dict[str, Any] = {"title_fr": words.title(), "date": words.date()}
    if model is Person:
        given, family = words.random.choice(GIVEN), words.family()
        named = {"given_name": given, "family_name": family, "title_fr": f"{given} {family}"}
    elif model is Organisation:
        named = {"title_fr": f"{words.often_first(BODIES)[0]} {words.place()}"}
    elif model is Tool:
        named = {"title_fr": words.place() + words.family().lower()}
    elif model is Activity:
        named["section"] = words.random.choice(Section.values)
    return model(
        kind=model.KIND,
        key=f"g{number}",
        slug=f"g{number}",
        status=Status.DRAFT if number % 50 == 0 else Status.PUBLISHED,
        summary_fr=words.sentences(1)[:400],
        description_fr=words.sentences(words.random.randint(1, 6)),
        created_at=EPOCH + dt.timedelta(minutes=number),
        **named,
    )


def _parent(child: Record) -> Record:
    """Return the part of a record that all kinds have."""
    child.set_bounds()
    names = [field.attname for field in Record._meta.concrete_fields if not field.primary_key]
    return Record(**{name: getattr(child, name) for name in names})


def _insert(model: type[Record], children: Sequence[Record]) -> None:
    """Write the columns of a kind, which Django's own bulk insert cannot do for a child."""
    fields = model._meta.local_concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})"  # noqa: S608  # columns
    rows = [
        [field.get_db_prep_save(getattr(child, field.attname), connection) for field in fields]
        for child in children
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


# ---------------------------------------------------------------- concepts


def _concepts() -> dict[str, list[int]]:
    """Return the keys of the concepts of each scheme."""
    found: dict[str, list[int]] = {}
    rows = Concept.objects.order_by("scheme__key", "order", "key")
    for scheme, pk in rows.values_list("scheme__key", "pk"):
        found.setdefault(scheme, []).append(pk)
    return found


def _shapes(model: type[Record], *, is_many: bool) -> list[ConceptShape]:
    return [
        shape
        for shape in shapes_of(model)
        if isinstance(shape, ConceptShape) and shape.is_many is is_many
    ]


def _classify(child: Record, words: Words, concepts: dict[str, list[int]]) -> None:
    for shape in _shapes(type(child), is_many=False):
        if words.random.random() < KNOWN:
            (pk,) = words.often_first(concepts[shape.scheme])
            setattr(child, shape.field.attname, pk)


def _classify_many(
    model: type[Record], children: Sequence[Record], words: Words, concepts: dict[str, list[int]]
) -> None:
    for shape in _shapes(model, is_many=True):
        drawn = (
            (child.pk, pk)
            for child in children
            for pk in set(words.often_first(concepts[shape.scheme], words.random.randint(0, 3)))
        )
        _join(shape.field, drawn)


def _join(field: "models.ManyToManyField[Any, Any]", pairs: Iterable[tuple[int, int]]) -> None:
    """Write the rows behind a field of several values."""
    through = field.remote_field.through
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    through.objects.bulk_create(
        through(**{f"{own}_id": child, f"{other}_id": target}) for child, target in pairs
    )


# ---------------------------------------------------------------- links and parts


def _pools() -> dict[str, list[int]]:
    """Return the keys of the records of each kind that can be referred to."""
    return {
        model.KIND: list(
            Record.objects.filter(kind=model.KIND).order_by("pk").values_list("pk", flat=True)
        )
        for model in (Organisation, Person, Tool, Exercise)
    }


def _one_of(pool: Sequence[int], words: Words) -> int:
    """Draw a record; the first ones are known by many others."""
    return pool[int(len(pool) * words.random.random() ** 3)]


def _insert_parts(children: Sequence[Record], words: Words, pools: dict[str, list[int]]) -> None:
    parts: dict[type[models.Model], list[models.Model]] = {}
    joined: dict[Any, list[tuple[int, int]]] = {}
    for child in children:
        for part in _parts(child, words, pools):
            parts.setdefault(type(part), []).append(part)
        for name, kind in LINKS.get(type(child), ()):
            field = child._meta.get_field(name)
            joined.setdefault(field, []).append((child.pk, _one_of(pools[kind], words)))
    for model, rows in parts.items():
        model.objects.bulk_create(rows)
    for field, pairs in joined.items():
        _join(field, pairs)


def _parts(child: Record, words: Words, pools: dict[str, list[int]]) -> Iterator[models.Model]:
    def drawn(model: type[Record]) -> int:
        return _one_of(pools[model.KIND], words)

    match child:
        case Person():
            yield Affiliation(
                person_id=child.pk,
                organisation_id=drawn(Organisation),
                function_fr=words.sentences(1)[:60],
            )
        case Exercise():
            yield Deployment(
                exercise_id=child.pk, tool_id=drawn(Tool), provider_id=drawn(Organisation)
            )
        case Event():
            yield Host(event_id=child.pk, organisation_id=drawn(Organisation))
            for order in range(words.random.randint(1, 5)):
                yield Speaker(
                    event_id=child.pk,
                    order=order,
                    person_id=drawn(Person),
                    displayed=words.sentences(1)[:80],
                )
