"""What a trend draws: above all, no line over a break."""

from itertools import pairwise, product

import pytest

from civiscope.errors import InputError
from civiscope.publication.charts import trend
from civiscope.publication.document import Table
from civiscope.survey.answers import OptionCount
from civiscope.survey.harmonisation import Gap, Point, Series
from civiscope.survey.questionnaire import Comparability

SVG = "{http://www.w3.org/2000/svg}"
ACCENT = "#0A5C66"
SAID = {"title": "T", "measure": "M", "table": Table(columns=(), rows=())}
LEVELS = (*Comparability, None)


def point(edition, ticked, asked, comparability, wording="a"):
    states = dict.fromkeys(OptionCount.__dataclass_fields__, 0)
    count = OptionCount(**states | {"ticked": ticked, "not_ticked": asked - ticked})
    return Point(edition=edition, count=count, comparability=comparability, asked=(wording,))


def series(*levels, wordings=None):
    return Series(
        variable="v",
        code="c",
        points=tuple(
            point(
                f"20{16 + number}",
                4 + number if level is not None else 0,
                20 if level is not None else 0,
                level,
                wordings[number] if wordings else str(number),
            )
            for number, level in enumerate(levels)
        ),
    )


def joined(drawing, graphic):
    """Return which editions are joined: the places of the points that lines lead from and to."""
    found = drawing(graphic.svg)
    xs = [
        float(text.get("x"))
        for text in found.root.iter(f"{SVG}text")
        if "".join(text.itertext()).startswith("20")
        and text.get("font-weight") == "600"
        and len("".join(text.itertext())) == 4
    ]
    lines = [line for line in found.root.iter(f"{SVG}line") if line.get("stroke") == ACCENT]
    return [(xs.index(float(line.get("x1"))), xs.index(float(line.get("x2")))) for line in lines]


@pytest.mark.parametrize("levels", [one for one in product(LEVELS, repeat=3) if set(one) != {None}])
def test_no_line_is_drawn_but_over_editions_that_compare(drawing, levels):
    graphic = trend(series(*levels), language="fr", **SAID)

    expected = [
        (number, number + 1)
        for number, (before, after) in enumerate(pairwise(levels))
        if before in (0, 1) and after in (0, 1) and before is not None and after is not None
    ]
    assert joined(drawing, graphic) == expected
    assert "<path" not in graphic.svg
    assert "<polyline" not in graphic.svg


def test_editions_that_broke_alike_are_joined(drawing):
    levels = (Comparability.BREAK, Comparability.BREAK, Comparability.IDENTICAL)

    followed = series(*levels, wordings=("old", "old", "new"))

    assert followed.gaps == (Gap.NONE, Gap.BREAK)
    assert joined(drawing, trend(followed, language="fr", **SAID)) == [(0, 1)]


def test_a_suppressed_edition_has_no_point_and_no_line(drawing):
    followed = series(*[Comparability.IDENTICAL] * 3)

    graphic = trend(followed, language="fr", hidden={"2017"}, **SAID)

    assert joined(drawing, graphic) == []
    assert len(drawing(graphic.svg).circles()) == 2
    assert "25,0\u00a0%" not in graphic.svg
    assert graphic.alternative == (
        "Ce graphique suit une part d’édition en édition\u00a0: 2016, 20,0\u00a0% des 20 "
        "interrogés\u202f; 2017, aucune part\u202f; 2018, 30,0\u00a0% des 20 interrogés."
    )


def test_breaks_are_said_and_drawn(drawing):
    levels = (Comparability.PARTIAL, Comparability.IDENTICAL, Comparability.BREAK)

    graphic = trend(series(*levels), language="en", **SAID)

    assert graphic.alternative == (
        "This chart follows a share from edition to edition: 2016, 20.0% of 20 asked; comparable "
        "only in part: 2017, 25.0% of 20 asked; break in the series, not comparable with what "
        "precedes: 2018, 30.0% of 20 asked."
    )
    assert drawing(graphic.svg).texts == [
        "2016",
        "20 asked",
        "2017",
        "20 asked",
        "2018",
        "20 asked",
        "≠",
        "20.0%",
        "25.0%",
        "30.0%",
    ]


def test_one_edition_is_a_point(drawing):
    graphic = trend(series(Comparability.IDENTICAL), language="en", **SAID)

    assert len(drawing(graphic.svg).circles()) == 1


def test_nothing_to_draw_is_refused():
    with pytest.raises(InputError) as refused:
        trend(series(None, None), language="en", **SAID)

    assert str(refused.value) == (
        "Expected at least one edition with a share, found none: leave it out."
    )
