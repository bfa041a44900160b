"""The page that people code with, in a browser."""

import json

import pytest

from auditing import violations_of
from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.codings import read_codings
from civiscope.publication.coding.form import SIGNS, render_form
from civiscope.publication.coding.form_words import FORM_WORDS
from requirements import needs

IDENTIFIERS = ("c1", "c2", "=c3")
CODES = ("train", "bike", 'a"b,<c>')


@pytest.fixture
def opened(browser, form, tmp_path):
    """Return a function that opens the page of a form, and one that lists what went wrong."""
    path, wrong = tmp_path / "to_code.html", []
    context = browser.new_context(accept_downloads=True, viewport={"width": 1280, "height": 800})

    def to_page(coder="Ana", **changed):
        path.write_bytes(render_form(form(**changed)))
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda request: wrong.append(request.url) if _leaves(request) else None)
        page.goto(path.as_uri())
        if coder:
            page.fill("#coder", coder)
            page.keyboard.press("Enter")
        return page

    yield to_page
    context.close()
    assert wrong == []


def _leaves(request):
    return not request.url.startswith(("file:", "blob:", "data:"))


def save(page, path):
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(path)
    return download.value.suggested_filename


def coded(path):
    found = read_codings([path], identifiers=IDENTIFIERS, codes=CODES)
    return found.coders, found.values[0].tolist()


@needs("browser")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_page_breaks_no_rule_of_accessibility(opened, language, scheme, width):
    page = opened(coder="", language=language)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    at_first = violations_of(page)
    page.keyboard.press("Tab")
    page.click("#who button")
    without_name = violations_of(page)
    page.fill("#coder", "Ana")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    at_work = violations_of(page)

    assert (at_first, without_name, at_work) == ([], [], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs("browser")
def test_keyboard_alone_codes_everything_and_the_file_is_read_again(opened, tmp_path):
    page = opened()
    for key in ("1", "3", "Enter", "0", "?", "ArrowRight", "2", "2", "2"):
        page.keyboard.press(key)
    page.fill("#comment", 'a "doubt",\nand more')

    name = save(page, tmp_path / "saved.csv")

    assert name == "codings-Ana.csv"
    assert coded(tmp_path / "saved.csv") == (("Ana",), [[1, 0, 1], [0, 0, 0], [0, 1, 0]])
    found = read_codings([tmp_path / "saved.csv"], identifiers=IDENTIFIERS, codes=CODES)
    assert [(one.identifier, one.is_unsure, one.comment) for one in found.notes] == [
        ("=c3", False, 'a "doubt",\nand more'),
        ("c2", True, ""),
    ]
    assert page.inner_text("#said") == "Fichier enregistré\u00a0: 3 contributions codées."


@needs("browser")
def test_texts_are_shown_to_the_letter(opened, form):
    page = opened()

    page.keyboard.press("Enter")

    assert page.text_content("#text") == form().texts[1][1]
    assert page.text_content("h1 >> nth=1") == "Grand débat </title>"
    labels = page.eval_on_selector_all(".codes .label", "all => all.map(one => one.textContent)")
    assert labels == ["Train", "Vélo", "</label><b>Étrange"]


@needs("browser")
def test_browser_keeps_what_was_ticked_for_each_coder(opened):
    page = opened()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.press("2")

    again, other = opened(), opened(coder="Ben")

    assert again.inner_text("#place") == "Contribution 2 sur 3"
    assert again.is_checked("[data-sign='2']")
    assert again.inner_text("#progress") == "2 sur 3 codées"
    assert other.inner_text("#progress") == "0 sur 3 codées"


@needs("browser")
def test_saved_file_resumes_elsewhere(opened, tmp_path):
    page = opened()
    for key in ("1", "Enter", "0"):
        page.keyboard.press(key)
    save(page, tmp_path / "saved.csv")
    other = opened(key="another browser")

    other.set_input_files("#file", tmp_path / "saved.csv")
    other.wait_for_function("document.getElementById('said').textContent.startsWith('Fichier')")

    assert other.inner_text("#progress") == "2 sur 3 codées"
    assert other.is_checked("[data-sign='1']")


@needs("browser")
@pytest.mark.parametrize(
    "text",
    [
        "contribution_id,coder\nc1,Ana\n",
        "",
        'contribution_id,coder,train,bike,"a""b,<c>",none_applies,unsure,comment\nc9,Ana,1,,,,,\n',
        '"open',
    ],
)
def test_file_of_something_else_changes_nothing(opened, tmp_path, text):
    (tmp_path / "other.csv").write_text(text, encoding="utf-8")
    page = opened()
    page.keyboard.press("1")

    page.set_input_files("#file", tmp_path / "other.csv")
    page.wait_for_function("document.getElementById('said').textContent.startsWith('Ce fichier')")

    assert page.is_checked("[data-sign='1']")


@needs("browser")
def test_code_and_no_code_exclude_each_other(opened):
    page = opened()

    page.keyboard.press("0")
    page.keyboard.press("1")
    after_code = page.is_checked("#none"), page.inner_text("#said")
    page.keyboard.press("0")

    assert after_code == (False, FORM_WORDS["fr"].both)
    assert not page.is_checked("[data-sign='1']")
    assert page.is_checked("#none")


@needs("browser")
def test_keys_tick_nothing_while_typing_or_where_shortcuts_are_off(opened):
    page = opened()
    page.focus("#comment")
    page.keyboard.type("1 0 ?")
    while_typing = page.is_checked("[data-sign='1']"), page.is_checked("#none")
    page.click(".keys summary")
    page.uncheck("#shortcuts")
    page.keyboard.press("1")
    page.keyboard.press("Control+1")

    assert while_typing == (False, False)
    assert not page.is_checked("[data-sign='1']")


@needs("browser")
def test_next_not_coded_skips_what_is_coded(opened):
    page = opened()
    for key in ("1", "Enter", "1", "ArrowLeft"):
        page.keyboard.press(key)

    page.click("#open")
    there = page.inner_text("#place"), page.inner_text("#state")
    page.keyboard.press("0")

    assert there == ("Contribution 3 sur 3", "Pas encore codée")
    assert page.is_disabled("#open")
    assert page.inner_text("#said") == FORM_WORDS["fr"].all_done


@needs("browser")
def test_nothing_is_saved_of_nothing(opened):
    page = opened()

    page.click("#save")

    assert page.inner_text("#said") == FORM_WORDS["fr"].unsaved


def test_named_coder_stands_in_the_page(form):
    page = render_form(form(coder="Ana & Ben")).decode()

    assert 'value="Ana &amp; Ben"' in page


def test_page_speaks_the_language_asked_for(form):
    page = render_form(form(language="en", title="")).decode()

    assert '<html lang="en">' in page
    assert "<title>Code contributions</title>" in page
    assert "More trains." in page


def test_what_the_script_reads_cannot_end_it(form):
    page = render_form(form()).decode()

    told = page.split('id="told">')[1].split("</script>")[0]
    assert "<" not in told
    assert json.loads(told)["texts"][1] == ["c2", form().texts[1][1]]


def test_codes_beyond_the_keys_have_none(form):
    codes = tuple(Code(code=f"k{number}", label=f"K{number}") for number in range(70))

    page = render_form(form(codebook=Codebook(codes=codes))).decode()

    assert page.count("data-sign=") == len(SIGNS) == 61


def test_same_form_gives_the_same_bytes(form):
    assert render_form(form()) == render_form(form())
