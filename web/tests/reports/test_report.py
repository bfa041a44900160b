"""The report of a year: what it says, and that each of its numbers can be checked."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.utils import timezone

from civiscope.publication import Graphic, Heading, Table, spans_of, text_of
from factories.records import make
from facts_2019 import SECTIONS, plain, read_facts_2019
from observatory.common.dates import in_words
from observatory.opendata.domain.public import Visible, public_documents
from observatory.records.domain.publish import withdraw
from observatory.records.models import Record
from observatory.reports.domain.build import Report, build_report
from observatory.reports.domain.facts import NothingKnown, read_facts
from observatory.reports.domain.prose import UnknownFigure, UnusableText, typed_numbers
from observatory.reports.enums import Section
from observatory.search.models import Entry
from requirements import needs

pytestmark = pytest.mark.django_db


def report(year: int = 2019, language: str = "fr", **texts: str) -> Report:
    return build_report(read_facts(year), language=language, texts=texts)


def said(written: Report) -> str:
    return plain("\n".join(text_of(written.document)))


def titles(written: Report) -> list[str]:
    blocks = written.document.blocks
    return [block.key for block in blocks if isinstance(block, Heading) and block.level == 1]


# ---------------------------------------------------------------- what it says


@needs("real-data")
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.__name__)
def test_every_fact_of_2019_is_in_the_report(pack_2019, section):
    text = said(report())

    assert [fact for fact in section(read_facts_2019()) if plain(fact[2]) not in text] == []


@needs("real-data")
def test_what_frames_the_facts_of_2019_is_in_the_report(pack_2019):
    facts = read_facts_2019()
    text = said(report())

    expected = [objective["titre"] for objective in facts["objectifs"]]
    expected += [pole["nom"] for pole in facts["poles"]]
    expected += [in_words(str(fact["date"]), "fr") for fact in facts["en_bref"]]
    expected += [str(Record.objects.get(kind="action", key=key)) for key in actions_2020()]
    assert [one for one in expected if plain(one) not in text] == []


def actions_2020() -> list[str]:
    return list(Record.objects.filter(kind="action").values_list("key", flat=True))


def test_sections_stand_in_order_and_only_those_with_facts(pack_2019):
    assert titles(report(2019)) == [one.value for one in Section if one != Section.FOREWORD]
    assert titles(report(2018)) == [
        "observatory", "barometer", "about", "index", "figures",
    ]  # fmt: skip


def test_a_year_with_few_facts_says_what_it_knows_nothing_of(pack_2019):
    text = said(report(2018))

    assert "baromètre de la démocratie locale numérique 2018" in text
    assert "événements" in text.partition("les fiches de 2018 ne disent rien")[2]


def test_a_year_without_facts_is_refused_and_names_those_with_some(pack_2019):
    with pytest.raises(NothingKnown, match=r"No published record is of 1999.*2020, 2019, 2018"):
        read_facts(1999)


def test_an_empty_database_says_what_to_do(db):
    Entry.objects.all().delete()

    with pytest.raises(NothingKnown, match="load a pack first"):
        read_facts(2019)


def test_actions_planned_are_answered_in_the_report_of_their_year(pack_2019):
    guide = make("publication", "guide-paru", title={"fr": "Le guide paru"}, date="2020-10")
    action = Record.objects.get(kind="action", key="2020-guide").as_action
    action.action_status = action.action_status.scheme.concepts.get(key="realise")
    action.save()
    action.shown_by.add(guide)

    table = next(b for b in report(2020).document.blocks if isinstance(b, Table))

    rows = [["".join(span.text for span in cell) for cell in row] for row in table.rows]
    assert [row[1] for row in rows] == [
        "Sans réponse enregistrée", "Réalisé", *["Sans réponse enregistrée"] * 3,
    ]  # fmt: skip
    assert rows[1][2] == "Le guide paru"


def test_the_english_report_says_which_words_are_french(pack_2019):
    written = report(2019, "en")

    texts = {span.text: span.language for span in spans_of(written.document)}
    assert texts["Grand Barouf Numérique"] == "fr"
    assert texts["4"] == ""
    assert "talks and hearings" in said(written)


def test_a_draft_never_appears(pack_2019):
    make("event", "secret", title={"fr": "Réunion secrète"}, date="2019-04-01", status="draft")
    make("activity", "int-99", title={"fr": "Causerie secrète"}, section="intervention",
         date="2019-04-02", status="draft")  # fmt: skip

    written = report()

    assert "secrète" not in said(written)
    assert figure(written, "events").value == "4"


def test_a_withdrawn_name_is_in_no_report_written_after(pack_2019):
    person = Record.objects.get(kind="person", key="laurence-allard").as_person
    withdraw(person, by=None, at=timezone.now())

    text = said(report())

    assert "allard" not in text
    assert "maître des conférences" in text
    assert text.count("nom retiré") == 1


# ---------------------------------------------------------------- its figures


def figure(written: Report, name: str):
    return next(one for one in written.figures if one.name == name)


def test_each_counted_figure_is_the_number_of_public_records_it_names(pack_2019):
    counted = [one for one in report().figures if one.nature == "counted"]
    public = {f"{kind}:{document['id']}": document for kind, document in documents()}

    assert len(counted) > 80
    for one in counted:
        assert int(one.value) == len(one.records) == len(set(one.records))
        assert {name.partition("#")[0] for name in one.records} <= public.keys()
        assert all(is_a_line(public, name) for name in one.records if "#" in name)


def documents() -> Iterator[tuple[str, dict]]:
    visible = Visible.everything()
    for kind in set(Record.objects.values_list("kind", flat=True)):
        yield from ((kind, document) for document in public_documents(kind, visible))


def is_a_line(public: dict[str, dict], name: str) -> bool:
    record, _, line = name.partition("#")
    part, _, number = line.partition(".")
    return 1 <= int(number) <= len(public[record][part])


def test_each_stated_figure_is_what_its_record_states(pack_2019):
    stated = [one for one in report().figures if one.nature == "stated"]
    public = {f"{kind}:{document['id']}": document for kind, document in documents()}

    assert len(stated) == 13
    for one in stated:
        lines = {line["id"]: line for line in public[one.records[0]]["figures"]}
        line = lines[one.name.rpartition(".")[2]]
        assert (one.value, one.operator) == (str(line["value"]), line.get("operator", "="))


def test_each_quoted_number_stands_in_the_words_of_its_record(pack_2019):
    quoted = [one for one in report().figures if one.nature == "quoted"]
    public = {f"{kind}:{document['id']}": str(document) for kind, document in documents()}

    assert quoted
    for one in quoted:
        assert one.value in public[one.records[0]]


def test_every_number_of_the_text_is_a_figure_a_date_or_the_year(pack_2019):
    written = report()
    told = {one.name for one in written.figures}

    # The code of a département, "Nord (59)", is a name.
    loose = [
        span.text
        for span in spans_of(written.document)
        if re.search(r"\d", re.sub(r" \(\w{2,3}\)$", "", span.text))
        and not (span.figure or span.date or span.record)
    ]
    assert loose == []
    assert {span.figure for span in spans_of(written.document)} - {""} <= told


def test_a_figure_keeps_its_operator_in_words_and_for_machines(pack_2019):
    attendance = figure(report(), "event.journee-civic-tech-2019.attendance")

    assert (attendance.text, attendance.operator, attendance.value) == ("plus de 250", ">", "250")


def test_graphics_show_the_numbers_of_their_tables(pack_2019):
    graphics = [b for b in report().document.blocks if isinstance(b, Graphic)]

    assert [graphic.key for graphic in graphics] == ["by-month", "by-department", "by-nature"]
    for graphic in graphics:
        assert graphic.alternative
        assert all(cell[0].figure or cell[0].text for row in graphic.table.rows for cell in row)


def test_months_are_written_as_their_language_has_them(pack_2019):
    titles = [
        next(b.title for b in report(2019, language).document.blocks if isinstance(b, Graphic))
        for language in ("fr", "en")
    ]

    assert titles == [
        "Janvier, mars et novembre\u00a0: les mois qui comptent le plus de fiches",
        "January, March and November hold the most records",
    ]


def test_an_activity_dated_to_a_quarter_is_in_no_month(pack_2019):
    make("activity", "int-98", title={"fr": "Une causerie"}, section="intervention", date="2019-34")

    written = report()

    assert figure(written, "interventions.undated").records == ("activity:int-98",)
    assert figure(written, "interventions").value == "12"


def test_a_part_of_a_count_says_which_month_it_is_of(pack_2019):
    definitions = [
        figure(report(2019, language), name).definition
        for language in ("fr", "en")
        for name in ("interventions.2019-03", "press.undated")
    ]

    assert definitions == [
        "Interventions et auditions en mars 2019.",
        "Mentions dans la presse de l’année dont le mois n’est pas connu.",
        "Talks and hearings in March 2019.",
        "Press mentions of the year whose month is not known.",
    ]


# ---------------------------------------------------------------- the texts around them


def test_a_text_stands_in_place_of_the_built_in_one_with_its_figures(pack_2019):
    text = "Avec *force*, {interventions} en {year} et {{accolades}}.\n\n- un\n- deux"

    written = report(interventions=text)

    assert "avec force, 11 interventions et auditions en 2019 et {accolades}." in said(written)
    assert figure(written, "interventions").records[0] == "activity:int-01"


def test_a_text_that_names_no_figure_is_refused_with_those_known(pack_2019):
    with pytest.raises(UnknownFigure) as caught:
        report(press="{intervention}")

    error = caught.value
    assert (error.name, error.close[0]) == ("intervention", "interventions")
    assert set(error.close) < set(error.known)
    assert "events" in error.known
    assert "events" in str(error)
    assert "events" not in error.reason


@pytest.mark.parametrize("text", ["{interventions", "interventions}"])
def test_a_text_with_a_brace_that_stands_alone_is_refused(pack_2019, text):
    with pytest.raises(UnusableText, match="est seule"):
        report(press=text)


def test_numbers_typed_by_hand_are_told():
    assert typed_numbers("Plus de 1 200 personnes, {press} et [12](https://e.example/34)") == [
        "1 200",
        "12",
    ]


def test_a_foreword_stands_first(pack_2019):
    assert titles(report(foreword="Merci à tous."))[0] == "foreword"


# ---------------------------------------------------------------- the same again


def test_two_readings_of_the_same_database_give_the_same_report(pack_2019):
    assert report() == report()


def test_a_report_does_not_depend_on_the_day_it_is_written(pack_2019):
    written = report().document

    changed = Record.objects.order_by("-updated_at").first().updated_at
    assert written.dated == changed.astimezone(dt.UTC).date().isoformat()
