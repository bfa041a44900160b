import pytest

from civiscope.corpus import (
    QUERY_WORDS,
    QueryWord,
    deletions,
    fold,
    index_words,
    query_words,
    splits,
    stems,
    tokens,
    within_one_edit,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Été À ÇÀ", "ete a ca"),
        ("ŒUVRE œuvre Æquo", "oeuvre oeuvre aequo"),
        ("Straße", "strasse"),
        ("l’ \u2018x’ \u02bc ` \u00b4", "l' 'x' ' ' '"),
        ("plain `ascii`", "plain 'ascii'"),
        ("parti\u00adcipatif", "participatif"),
        ("İstanbul Łódź", "istanbul lodz"),
    ],
)
def test_folding_removes_what_people_leave_out(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Des ronds-points", "des ronds points"),
        ("n°23, N° 24, n°s 25 et 26, №27, nº28", "23 24 25 et 26 27 28"),
        ("n°Sud", "sud"),
        ("Thinkers&Doers", "thinkers doers"),
        ("#HackGDN", "hackgdn"),
        ("Change.org", "change org"),
        ("l'état qu'on dit jusqu'ici", "etat on dit ici"),
        ("Lorsqu’il, puisqu’elle, quoiqu’un, presqu’île, quelqu’un", "il elle un ile un"),
        ("d'aujourd'hui", "aujourdhui"),
        ("plan 'C'", "plan c"),
        ("the citizen's wall", "the citizen wall"),
        ("snake_case", "snake case"),
        ("a\x00b\tc", "a b c"),
        ("", ""),
        ("?!…", ""),
        ("x" * 100, "x" * 64),
    ],
)
def test_a_text_is_split_into_words(text, words):
    assert tokens(text) == words.split()


def test_a_word_with_a_digit_has_no_stem():
    assert stems("2019s") == ("2019s",)


def test_an_irregular_word_has_its_base_form():
    assert stems("yeux") == ("yeux", "oeil")


def test_compounds_are_indexed_in_one_word_too():
    assert index_words("Think-tank") == ["think", "tank", "thinktank"]


def test_stop_words_are_left_out_of_a_query():
    assert [word.text for word in query_words("les débats de l'assemblée")] == [
        "debats",
        "assemblee",
    ]


def test_a_query_of_stop_words_keeps_them():
    assert [word.text for word in query_words("to be or not to be")] == ["to", "be", "or", "not"]


def test_neighbours_are_sought_as_a_compound():
    assert query_words("start up") == [QueryWord("start", ("start", "startup"))]


@pytest.mark.parametrize("query", ["", "   ", "\x00\x01", '"" () * - ^ :', "🙂"])
def test_a_query_without_a_word_is_empty(query):
    assert query_words(query) == []


def test_a_long_query_is_cut():
    words = query_words(" ".join(f"mot{n}" for n in range(5_000)))

    assert [word.text for word in words] == [f"mot{n}" for n in range(QUERY_WORDS)]


def test_a_query_is_read_up_to_its_limit():
    assert query_words(" " * 500 + "debat") == []


def test_one_long_word_is_bounded():
    (word,) = query_words("x" * 10_000)

    assert len(word.text) == 64
    assert len(deletions(word.text)) == 2


def test_operators_are_only_words():
    assert [word.text for word in query_words('title:debat AND "x" NEAR(y, 2) OR -z*')] == [
        *["title", "debat", "x", "near", "2", "z"],
    ]


def test_a_word_can_be_cut_in_two():
    assert splits("civictech", 4) == (("civi", "ctech"), ("civic", "tech"))
    assert splits("civic") == ()


def test_a_short_word_has_no_deletion():
    assert deletions("ong") == {"ong"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("budget", "budget", True),
        ("budget", "budgt", True),
        ("budget", "buddget", True),
        ("budget", "budjet", True),
        ("budget", "bugdet", True),
        ("", "a", True),
        ("", "ab", False),
        ("ab", "ba", True),
        ("abc", "cba", False),
        ("budget", "bugedt", False),
        ("budget", "budg", False),
        ("aab", "abb", True),
        ("aaa", "aa", True),
    ],
)
def test_one_typing_error_is_recognised(a, b, expected):
    assert within_one_edit(a, b) is expected
    assert within_one_edit(b, a) is expected
