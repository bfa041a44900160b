"""The lines that are drawn of the four editions, read on the drawings themselves."""

from xml.etree import ElementTree as ET

import pytest

from civiscope.publication.charts import trend
from civiscope.publication.document import Table
from civiscope.survey.harmonisation import trend_series

LINES = {
    ("tools", "map"): {"2016-2018", "2018-2021", "2021-2024"},
    ("tools", "ai"): set(),
    ("staff", "yes"): {"2018-2021", "2021-2024"},
    ("budget", "yes"): {"2021-2024"},
    ("both", "yes"): {"2016-2018"},
    ("consult", "yes"): {"2021-2024"},
    ("data", "portal"): {"2016-2018", "2018-2021"},
    ("useful", "yes"): {"2016-2018", "2021-2024"},
}


def lines(svg):
    """Name the lines from point to point by the editions under their ends."""
    nodes = list(ET.fromstring(svg).iter())  # noqa: S314  # ours
    editions = {node.get("x"): node.text for node in nodes if node.text and node.text.isdecimal()}
    return {
        f"{editions[node.get('x1')]}-{editions[node.get('x2')]}"
        for node in nodes
        if node.get("x1") in editions and node.get("x2") in editions
    }


@pytest.mark.parametrize(("variable", "code"), LINES)
def test_lines_stand_where_editions_compare(questionnaire, editions, variable, code):
    series = {one.code: one for one in trend_series(questionnaire, editions, variable)}

    drawn = trend(
        series[code], language="fr", title="T", measure="M", table=Table(columns=(), rows=())
    )

    assert lines(drawn.svg) == LINES[variable, code]
