"""What a language model says of a theme stands beside it only if it passes every check."""

import json

import pytest

from civiscope.synthesis.name_checks import NameRefused, read_name
from civiscope.synthesis.naming import Asked, MachineName, Quote
from civiscope.synthesis.results import Excerpt, Term

TEXTS = (
    "Il faut rouvrir les petites gares, c’est impossible de vivre\n  sans train ; l'État paye !",
    "RAS",
    "Limiter à 80 km/h",
)


def term(surface):
    return Term(lemma=surface, surface=surface, answers=9, chi_square=8.0, specificity=5.0)


def asked_about(*words, texts=TEXTS):
    return Asked(
        theme_id="01",
        terms=tuple(map(term, words or ("gare", "¬trains"))),
        excerpts=tuple(
            Excerpt(contribution_id=f"a{number}", text=text, is_random=False)
            for number, text in enumerate(texts, start=1)
        ),
    )


def said(*quotes, **more):
    """Write an answer that passes, but for what is given."""
    answer = {
        "name": "Rouvrir les petites gares",
        "sentence": "Ces réponses demandent de rouvrir des gares.",
        "quotes": [{"excerpt": number, "text": text} for number, text in quotes]
        or [{"excerpt": 1, "text": "rouvrir les petites gares"}],
    }
    return json.dumps(answer | more, ensure_ascii=False)


def read(content, asked=None):
    return read_name(content, asked or asked_about(), model="parrot-1", prompt="0" * 64)


def refusal(content, asked=None):
    with pytest.raises(NameRefused) as told:
        read(content, asked)
    return str(told.value)


def test_answer_that_passes_is_a_name():
    assert read(said()) == MachineName(
        theme_id="01",
        name="Rouvrir les petites gares",
        sentence="Ces réponses demandent de rouvrir des gares.",
        quotes=(Quote(contribution_id="a1", text="rouvrir les petites gares"),),
        model="parrot-1",
        prompt="0" * 64,
    )


@pytest.mark.parametrize(
    "around",
    [
        "```json\n{}\n```",
        "<think>So {what} is a gare?</think>\n\n{}",
        "Here is the object:\n{}\nI hope it helps.",
    ],
)
def test_what_surrounds_the_object_does_not_matter(around):
    assert read(around.replace("{}", said())) == read(said())


@pytest.mark.parametrize(
    "content",
    ["", "I cannot help with that.", "{name: 3}", '{"name": "Rouvrir', "[1, 2]", '{"a":' * 50_000],
)
def test_garbage_is_refused(content):
    assert refusal(content) == "the answer is not a JSON object"


@pytest.mark.parametrize("key", ["name", "sentence"])
@pytest.mark.parametrize(
    ("value", "why"),
    [
        (None, "missing"),
        (["gares"], "missing"),
        ("", "empty"),
        (" \n ", "empty"),
        ("…", "empty"),
        ("gare " * 41, "too long"),
        ("g" * 321, "too long"),
    ],
)
def test_text_that_says_nothing_or_too_much_is_refused(key, value, why):
    assert refusal(said(**{key: value})) == f"the {key} is {why}"


def test_name_has_eight_words_at_most():
    eight = "la les des du au aux en gares"

    assert read(said(name=eight)).name == eight
    assert refusal(said(name=f"{eight} rurales")) == "the name is too long"


def test_spaces_and_line_breaks_are_one_space():
    assert read(said(name=" Petites\n\tgares\u00a0: oui ")).name == "Petites gares\u00a0: oui"


@pytest.mark.parametrize("sentence", ["Oui. Ces gens aussi.", "Des gares ! Des trains."])
def test_two_sentences_are_refused(sentence):
    assert refusal(said(sentence=sentence)) == "the sentence is more than one"


@pytest.mark.parametrize("key", ["name", "sentence"])
@pytest.mark.parametrize(
    "value",
    [
        "Les «\u202fgares\u202f»",
        'Les "gares"',
        "Les “gares”",
        "Voir https://example.org",
        "Voir www.example.org",
        "Écrire à moi@example.org",
        "<b>Gares</b>",
        "**Gares**",
        "#gares",
        "Une gare \u202eesrevni",
        "Une ga\u200bre",
        "Une part en %",
    ],
)
def test_quotation_marks_addresses_and_markup_are_refused(key, value):
    assert refusal(said(**{key: value})) == (
        "the name or the sentence holds a quotation mark, an address or a sign"
    )


@pytest.mark.parametrize("key", ["name", "sentence"])
@pytest.mark.parametrize(
    "value",
    [
        "Des gares en 2030",
        "Des gares pour ½ des gens",
        "Des gares pour ٣ personnes",
        "La plupart veulent des gares",
        "La MAJORITÉ veut des gares",
        "Deux gares",
        "Most people want stations",
        "Une gare nᵒ ②",
    ],
)
def test_figures_and_words_of_quantity_are_refused(key, value):
    assert refusal(said(**{key: value})) == (
        "the name or the sentence holds a figure or a word of quantity"
    )


def test_figure_that_is_a_typical_word_may_be_said():
    asked = asked_about("80", "gares")

    assert read(said(name="Rouler à 80 et prendre le train"), asked).name == (
        "Rouler à 80 et prendre le train"
    )
    assert refusal(said(name="Rouler à 90"), asked).startswith("the name or the sentence holds a")


# ------------------------------------------------------------------ quotes


def test_quote_has_the_characters_of_its_excerpt():
    spaced = (1, "« petites gares, c'est impossible de vivre sans train »")
    curly = (1, "l’État paye")

    assert read(said(spaced, curly)).quotes == (
        Quote(contribution_id="a1", text="petites gares, c’est impossible de vivre\n  sans train"),
        Quote(contribution_id="a1", text="l'État paye"),
    )


def test_quote_said_twice_counts_once():
    quote = (1, "petites gares")

    assert len(read(said(quote, quote, quote, quote)).quotes) == 1


def test_excerpt_may_be_named_in_digits_and_quoted_whole():
    asked = asked_about("ras")

    assert read(said(("2", "RAS")), asked).quotes == (Quote(contribution_id="a2", text="RAS"),)


@pytest.mark.parametrize(
    "quote",
    [
        "fermer les petites gares",
        "Rouvrir les petites gares",
        "rouvrir les petites gare",
        "ouvrir les petites gares",
        "possible de vivre",
        "rouvrir … les petites gares",
        "les petites gares c’est",
        ".*",
    ],
)
def test_invented_or_cut_quote_is_refused(quote):
    assert refusal(said((1, quote))) == "a quote is not in its excerpt"


def test_quote_of_another_excerpt_is_refused():
    assert refusal(said((3, "petites gares"))) == "a quote is not in its excerpt"


def test_one_invented_quote_among_true_ones_is_refused():
    assert (
        refusal(said((1, "petites gares"), (1, "vive le roi"))) == "a quote is not in its excerpt"
    )


@pytest.mark.parametrize("number", [0, 4, -1, 1.0, True, None, "one", "٣", "9" * 9_999, [1]])
def test_quote_of_no_excerpt_is_refused(number):
    assert refusal(said((number, "petites gares"))) == "a quote has not the number of an excerpt"


@pytest.mark.parametrize("quotes", [None, "petites gares", {"excerpt": 1}])
def test_quotes_that_are_no_list_are_refused(quotes):
    assert refusal(said(quotes=quotes)) == "the quotes are missing"


@pytest.mark.parametrize("quote", ["petites gares", {"excerpt": 1}, {"excerpt": 1, "text": 3}])
def test_quote_without_text_is_refused(quote):
    assert refusal(said(quotes=[quote])) == "a quote has no text"


@pytest.mark.parametrize("text", ["", " «» ", "gares " * 99])
def test_quote_that_says_nothing_or_too_much_is_refused(text):
    assert refusal(said((1, text))) == "a quote is empty or too long"


def test_single_word_is_no_quote():
    assert refusal(said((1, "gares"))) == "a quote is too short"


def test_one_to_three_quotes_are_given():
    four = [(1, "petites gares"), (1, "les petites gares"), (1, "Il faut"), (1, "sans train")]

    assert refusal(said(quotes=[])) == "there are not one to 3 quotes"
    assert refusal(said(*four)) == "there are not one to 3 quotes"
    assert len(read(said(*four[1:])).quotes) == 3


def test_quotes_beside_the_theme_are_refused():
    assert refusal(said((1, "Il faut"), (3, "Limiter à"))) == "no quote holds a typical word"


def test_typical_word_is_known_in_any_of_its_forms_and_denied():
    assert len(read(said((1, "sans train"))).quotes) == 1


def test_refusal_repeats_nothing_of_what_was_said():
    told = refusal(said(name="Appelez Jeanne Dupont au 0102030405"))

    assert not {"Jeanne", "Dupont", "0102030405"} & set(told.split())
