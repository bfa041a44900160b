"""What holds for every chart."""

import json
import subprocess
import sys

import pytest

from civiscope.publication.charts import (
    Bar,
    Kind,
    Share,
    bars,
    department_map,
    months,
    rate_map,
    shares,
)
from civiscope.publication.document import Table

SVG = "{http://www.w3.org/2000/svg}"
SAID = {"language": "fr", "title": "T", "measure": "M"}
DRAWN = {
    "bars": lambda: bars([Bar(label="Débats & <notes>", count=3)], **SAID),
    "months": lambda: months([Kind(label="Débats & <notes>", months=[1, 2] * 6)], **SAID),
    "map": lambda: department_map({"59": 3, "75": 12}, **SAID),
    "shares": lambda: shares(
        [Share(label="Débats & <notes>", share=0.3, low=0.2, high=0.4)],
        table=Table(columns=(), rows=()),
        **SAID,
    ),
    "rates": lambda: rate_map(
        {"59": 0.3, "75": 1.2}, overall=0.8, table=Table(columns=(), rows=()), **SAID
    ),
}
ELSEWHERE = """
import json
from civiscope.publication.charts import (
    Bar, Kind, Share, bars, department_map, months, rate_map, shares
)
from civiscope.publication.document import Table
said = {"language": "fr", "title": "T", "measure": "M"}
print(json.dumps({
    "map": department_map({"59": 3, "75": 12}, **said).svg,
    "months": months([Kind(label="Débats & <notes>", months=[1, 2] * 6)], **said).svg,
    "bars": bars([Bar(label="Débats & <notes>", count=3)], **said).svg,
    "shares": shares(
        [Share(label="Débats & <notes>", share=0.3, low=0.2, high=0.4)],
        table=Table(columns=(), rows=()),
        **said,
    ).svg,
    "rates": rate_map(
        {"59": 0.3, "75": 1.2}, overall=0.8, table=Table(columns=(), rows=()), **said
    ).svg,
}))
"""


@pytest.fixture(scope="module")
def drawn():
    return {name: draw().svg for name, draw in DRAWN.items()}


@pytest.fixture(scope="module")
def drawn_elsewhere():
    run = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, check=True)
    return json.loads(run.stdout)


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_values_give_the_same_drawing(drawn, drawn_elsewhere, name):
    again = DRAWN[name]().svg

    assert again == drawn[name] == drawn_elsewhere[name]


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_names_nothing_and_fetches_nothing(drawing, drawn, name):
    found = drawing(drawn[name])

    links = [key for node in found.root.iter() for key in node.attrib if key.endswith("href")]
    assert found.attributes("id") == []
    assert links == []
    assert "url(" not in drawn[name]
    assert "<script" not in drawn[name]


@pytest.mark.parametrize("name", DRAWN)
def test_every_text_says_its_typeface_and_its_weight(drawing, drawn, name):
    found = drawing(drawn[name])

    families = set(found.attributes("font-family"))
    styles = [style for style in found.attributes("style") if "font-variation-settings" in style]
    assert families == {"'Source Sans 3', sans-serif"}
    assert len(styles) == len(found.texts) > 0
    # The map of rates has no number that stands out.
    weights = (400,) if name == "rates" else (400, 600)
    assert set(styles) == {f"font-variation-settings:'wght' {weight}" for weight in weights}


@pytest.mark.parametrize("name", ["bars", "months", "shares"])
def test_signs_of_xml_in_a_label_stay_text(drawing, drawn, name):
    assert "Débats & <notes>" in drawing(drawn[name]).texts


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_has_no_ground_of_its_own(drawing, drawn, name):
    found = drawing(drawn[name])

    width, height = (f"{side:g}" for side in found.size)
    rectangles = [(r.get("width"), r.get("height")) for r in found.root.iter(f"{SVG}rect")]
    assert (width, height) not in rectangles
