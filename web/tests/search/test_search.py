"""What a search answers, whatever was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.records import make
from observatory.records.domain.kinds import models_by_kind
from observatory.search.domain.fulltext import count_by_kind, filed_as, holding_all, word
from observatory.search.domain.search import PAGE_ENTRIES, search
from observatory.search.domain.snippets import Segment

pytestmark = pytest.mark.django_db


def publish(kind: str, *titles: str) -> None:
    for number, title in enumerate(titles):
        make(kind, f"{kind}-{number}", title={"fr": title})


def titles_of(page) -> list[str]:
    return [result.entry.title_fr for result in page.results]


# ---------------------------------------------------------------- anything may be typed


@pytest.mark.parametrize("typed", ["", " ", "\x00", "…", '"', "%", "***", "'\\--", "\u202e", "😀"])
def test_text_without_a_word_answers_nothing(typed):
    publish("organisation", "Acme")

    page = search(typed, language="fr")

    assert (page.total, page.results, page.counts, page.page, page.pages) == (0, (), {}, 1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        'AND NOT NEAR("acme" OR *', "title:acme", "acme\x00", "acme%", "a*c*m*e acme", "-acme",
        "{title} : acme", "acme & | ! <-> :*", "(((acme",
        'acme"', "\u202eacme", "acme " * 3000, "\uff41\uff43\uff4d\uff45",
    ],
)  # fmt: skip
def test_operators_are_only_text(typed):
    publish("organisation", "Acme")

    assert titles_of(search(typed, language="fr")) == ["Acme"]


def test_long_text_is_cut_and_the_answer_says_so():
    publish("organisation", "Acme")

    assert search("acme " * 2000, language="fr").is_cut is True
    assert search("acme", language="fr").is_cut is False
    assert search("un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze",
                  language="fr").is_cut is True  # fmt: skip
    assert search("x" * 10_000, language="fr").total == 0


def test_statement_of_a_database_is_only_words():
    publish("organisation", "Acme")

    assert search("acme'; DROP TABLE search_entry; --", language="fr").total == 0
    assert search("acme", language="fr").total == 1


# ---------------------------------------------------------------- order


def test_titles_come_first_then_the_most_recent_then_the_alphabet():
    make("event", "recent-body", title={"fr": "Colloque"}, summary={"fr": "Forum"}, date="2020")
    make("event", "old-title", title={"fr": "Un forum ancien"}, date="1999")
    make("event", "z", title={"fr": "Zèbres : forum"}, date="2019-05")
    make("event", "e", title={"fr": "Émeus : forum"}, date="2019-05")
    make("organisation", "undated", title={"fr": "Forum des villes"})

    page = search("forums", language="fr")

    assert titles_of(page) == [
        "Émeus : forum", "Zèbres : forum", "Un forum ancien", "Forum des villes", "Colloque",
    ]  # fmt: skip


def test_every_word_must_be_held():
    publish("organisation", "Forum ouvert", "Forum fermé")

    assert titles_of(search("forum ouverts", language="fr")) == ["Forum ouvert"]


def test_results_are_in_the_language_asked_for():
    make(
        "event", "jour", title={"fr": "Journée", "en": "Study day"}, date="2019",
        summary={"fr": "Des villages", "en": "On hamlets"},
    )  # fmt: skip

    english = search("hamlet", language="en").results[0]
    french = search("hamlet", language="fr").results[0]

    assert english.entry.title_in("en") == "Study day"
    assert english.snippet == (Segment("On ", is_match=False), Segment("hamlets", is_match=True))
    assert french.snippet == ()


# ---------------------------------------------------------------- typing errors


def test_typing_error_is_mended_and_the_answer_says_how():
    publish("organisation", "Feraudy et fils")

    page = search("ferauby fils", language="fr")

    assert titles_of(page) == ["Feraudy et fils"]
    assert page.read_as == ("feraudy", "fils")
    assert page.is_partial is False


def test_known_word_is_not_mended():
    publish("organisation", "Colloque", "Colloques et Collogues", "Collogue")

    page = search("colloque", language="fr")

    assert "Collogue" not in titles_of(page)
    assert page.read_as == ()


def test_words_that_are_all_known_and_never_together_may_all_be_errors():
    publish("organisation", "Grand bal", "Grant public")

    page = search("grant bal", language="fr")

    assert titles_of(page) == ["Grand bal"]
    assert page.read_as == ("grand",)


def test_numbers_have_no_typing_errors():
    publish("organisation", "Année 2019")

    assert search("2018", language="fr").total == 0


def test_last_word_may_be_its_beginning_when_nothing_is_that_word():
    publish("organisation", "Métropole", "Métro")

    assert titles_of(search("metrop", language="fr")) == ["Métropole"]
    assert titles_of(search("metro", language="fr")) == ["Métro"]
    assert search("me", language="fr").total == 0


def test_words_typed_as_one_are_taken_apart():
    publish("organisation", "Une civic tech")

    page = search("civictech", language="fr")

    assert titles_of(page) == ["Une civic tech"]


def test_words_typed_apart_are_put_together():
    publish("organisation", "Une civictech")

    assert titles_of(search("civic tech", language="fr")) == ["Une civictech"]


def test_most_of_the_words_answer_when_nothing_holds_them_all():
    publish("organisation", "Forum ouvert", "Budget ouvert", "Rien")

    page = search("forum ouvert zirconium", language="fr")

    assert titles_of(page) == ["Forum ouvert"]
    assert (page.is_partial, page.ignored) == (True, ("zirconium",))
    assert search("forum zirconium palladium kryptonite", language="fr").total == 0


# ---------------------------------------------------------------- kinds and pages


def test_counts_are_of_every_kind_whichever_is_shown():
    publish("organisation", "Forum un", "Forum deux")
    publish("objective", "Forum trois")

    page = search("forum", language="fr", kind="objective")

    assert titles_of(page) == ["Forum trois"]
    assert (page.total, page.counts) == (1, {"organisation": 2, "objective": 1})
    assert search("forum", language="fr", kind="person").total == 0


def test_no_two_kinds_are_filed_together():
    numbers = {filed_as(kind, key) for kind in models_by_kind() for key in (0, 2**32 - 1)}

    assert len(numbers) == 2 * len(models_by_kind())
    assert max(numbers) < 2**63


def test_pages_hold_every_result_once_and_the_last_one_stands_for_those_beyond():
    publish("organisation", *[f"{number:02} forum" for number in range(PAGE_ENTRIES + 3)])

    first, last = search("forum", language="fr"), search("forum", language="fr", page=99)

    assert (first.pages, last.page, len(last.results)) == (2, 2, 3)
    assert sorted(titles_of(first) + titles_of(last)) == titles_of(first) + titles_of(last)
    assert search("forum", language="fr", page=-5).page == 1


def test_withdrawn_name_takes_one_place_of_the_first_page():
    publish("organisation", *[f"{number:02} Quarantaine" for number in range(PAGE_ENTRIES)])
    make("person", "zoe", given_name="Zoé", family_name="Quarantaine", status="withdrawn")

    first = search("quarantaine", language="fr")
    second = search("quarantaine", language="fr", page=2)

    assert first.total == PAGE_ENTRIES + 1
    assert titles_of(first)[:2] == ["Nom retiré", "00 Quarantaine"]
    assert len(first.results) == PAGE_ENTRIES
    assert titles_of(second) == [f"{PAGE_ENTRIES - 1:02} Quarantaine"]


# ---------------------------------------------------------------- where it was found


def test_snippet_is_the_line_with_most_words_cut_around_the_first():
    far = "mot " * 40 + "forum et budgets participatifs " + "mot " * 60
    make("objective", "long", title={"fr": "But"}, description={"fr": f"Un budget.\n{far}"})

    (result,) = search("budget participatif", language="fr").results

    texts = [segment.text for segment in result.snippet if segment.is_match]
    whole = "".join(segment.text for segment in result.snippet)
    assert texts == ["budgets", "participatifs"]
    assert whole.startswith("…mot ")
    assert whole.endswith(" mot…")
    assert len(whole) < 240


def test_snippet_shows_text_and_no_markup():
    text = "Un **forum** <b>ouvert</b> à [tous](https://exemple.fr)."
    make("objective", "but", title={"fr": "But"}, description={"fr": text})

    (result,) = search("forum", language="fr").results

    assert result.snippet == (
        Segment("Un ", is_match=False),
        Segment("forum", is_match=True),
        Segment(" <b>ouvert</b> à tous.", is_match=False),
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("œil", "yeux"), ("oeuvre", "Œuvres"), ("man", "men"), ("évry", "ÉVRY"), ("lie", "lying"),
        ("eau", "l\u02bceau"), ("23", "nº23"), ("etat", "États"), ("consul", "consulté"),
    ],
)  # fmt: skip
def test_snippet_marks_words_that_begin_otherwise_than_those_typed(typed, written):
    make("objective", "but", title={"fr": "But"}, summary={"fr": f"Voici {written} ici"})

    (result,) = search(typed, language="fr").results

    assert result.snippet == (
        Segment("Voici ", is_match=False),
        Segment(written, is_match=True),
        Segment(" ici", is_match=False),
    )


# ---------------------------------------------------------------- cost

# The name sought among those withdrawn, counts, keys of the page, entries with their texts.
QUERIES = 4
# The same, with neighbours, known words, known halves, and the counts of another reading.
QUERIES_MENDED = 8


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(("typed", "expected"), [("forum", QUERIES), ("foruum", QUERIES_MENDED)])
def test_number_of_queries_does_not_depend_on_results(count, typed, expected):
    publish("organisation", *[f"{number} forum" for number in range(count)])
    # One more where titles do not fill the page, to look for others.
    is_full = count >= PAGE_ENTRIES

    with CaptureQueriesContext(connection) as queries:
        page = search(typed, language="fr")

    assert page.total == count
    assert len(queries) == (expected if is_full else expected + 1)


def test_titles_and_others_follow_one_another_across_pages():
    publish("organisation", *[f"{number:02} forum" for number in range(PAGE_ENTRIES + 5)])
    for number in range(PAGE_ENTRIES):
        title, summary = f"{number:02} autre", {"fr": "Forum"}
        make("objective", f"o-{number}", title={"fr": title}, summary=summary)
    expected = [f"{number:02} forum" for number in range(PAGE_ENTRIES + 5)]
    expected += [f"{number:02} autre" for number in range(PAGE_ENTRIES)]

    pages = [search("forum", language="fr", page=number) for number in (1, 2, 3)]

    assert [title for page in pages for title in titles_of(page)] == expected


def test_kinds_are_counted_by_the_words_alone():
    publish("organisation", "Forum")
    matching = holding_all([word("forum")])

    with CaptureQueriesContext(connection) as queries:
        counts = count_by_kind(matching)

    assert counts == {"organisation": 1}
    assert "search_entry" not in queries[0]["sql"]


def test_nothing_typed_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        search("", language="fr")
