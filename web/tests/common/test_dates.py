"""Fuzzy dates: what is kept, what is refused, how it is said."""

import datetime as dt

import pytest
from django.utils.translation import override
from edtf import parse_edtf

from observatory.common.dates import DateInvalid, in_words, read_edtf, read_typed
from observatory.common.formats import date_shown


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2019-05-15", "2019-05-15", "2019-05-15"),
        ("2019-06", "2019-06-01", "2019-06-30"),
        ("2020-33", "2020-01-01", "2020-03-31"),
        ("2020-36", "2020-10-01", "2020-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-06-28/2019-06-30", "2019-06-28", "2019-06-30"),
        ("2018-09/2020-02", "2018-09-01", "2020-02-29"),
        ("2018-09/..", "2018-09-01", None),
        ("../2019", None, "2019-12-31"),
        ("XXXX", None, None),
        ("2019~", "2019-01-01", "2019-12-31"),
    ],
)
def test_read_edtf_bounds(edtf, earliest, latest):
    fuzzy = read_edtf(edtf)

    assert fuzzy.edtf == edtf
    assert fuzzy.earliest == (dt.date.fromisoformat(earliest) if earliest else None)
    assert fuzzy.latest == (dt.date.fromisoformat(latest) if latest else None)


@pytest.mark.parametrize("text", ["1000", "2019", "2019-12", "2020-02", "2019-02", "2020-02-29"])
def test_plain_dates_have_the_bounds_that_the_edtf_parser_gives(text):
    parsed = parse_edtf(text)

    fuzzy = read_edtf(text)

    assert fuzzy.earliest == dt.date(*parsed.lower_strict()[:3])
    assert fuzzy.latest == dt.date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize(
    "text",
    ["", "2019-02-30", "2019-13", "hier", "2019-06/2019-01", "/", "../..", "15/05/2019", "a" * 500],
)
def test_read_edtf_refuses(text):
    with pytest.raises(DateInvalid):
        read_edtf(text)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("15/05/2019", "2019-05-15"),
        ("5.5.2019", "2019-05-05"),
        ("1er mai 2019", "2019-05-01"),
        ("15 May 2019", "2019-05-15"),
        ("Mai 2019", "2019-05"),
        ("août 2019", "2019-08"),
        ("aout 2019", "2019-08"),
        ("06/2019", "2019-06"),
        ("T1 2020", "2020-33"),
        ("q4 2020", "2020-36"),
        (" 2019 ", "2019"),
        ("2019-06-28/2019-06-30", "2019-06-28/2019-06-30"),
        ("2018-09/..", "2018-09/.."),
    ],
)
def test_read_typed_gives_edtf(typed, edtf):
    assert read_typed(typed) == edtf


@pytest.mark.parametrize("typed", ["31/02/2019", "mai", "13/2019", "bientôt"])
def test_read_typed_refuses_what_is_uncertain(typed):
    with pytest.raises(DateInvalid):
        read_typed(typed)


@pytest.mark.parametrize(
    ("edtf", "french", "english"),
    [
        ("2019-05-15", "15 mai 2019", "15 May 2019"),
        ("2019-05-01", "1er mai 2019", "1 May 2019"),
        ("2019-06", "juin 2019", "June 2019"),
        ("2020-33", "premier trimestre 2020", "first quarter of 2020"),
        ("2019", "2019", "2019"),
        ("2019-06-28/2019-06-30", "du 28 au 30 juin 2019", "from 28 to 30 June 2019"),
        ("2019-10/2019-11", "octobre à novembre 2019", "October to November 2019"),
        ("2018-09/2020-02", "septembre 2018 à février 2020", "September 2018 to February 2020"),
        ("2018-09/..", "depuis septembre 2018", "since September 2018"),
        ("XXXX", "date inconnue", "unknown date"),
        ("201X", "201X", "201X"),
    ],
)
def test_in_words_at_the_precision_known(edtf, french, english):
    with override("fr"):
        assert in_words(edtf, "fr") == french
    with override("en"):
        assert in_words(edtf, "en") == english


@pytest.mark.parametrize(
    ("edtf", "iso"),
    [("2019-05-15", "2019-05-15"), ("2019-06", "2019-06"), ("2020-33", ""), ("2019~", "")],
)
def test_date_shown_says_to_machines_what_html_can_say(edtf, iso):
    shown = date_shown(edtf, "fr")

    assert shown is not None
    assert shown["iso"] == iso
