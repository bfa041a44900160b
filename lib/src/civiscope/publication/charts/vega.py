"""Draw a Vega-Lite chart, given in full: no theme, no network, no measuring of texts."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import vl_convert

from civiscope.publication.charts.style import FONT, HAIRLINE, INK, REGULAR, TEXT_SIZE

Spec: TypeAlias = Mapping[str, Any]

PLACE: Final = {
    axis: {"field": axis, "type": "quantitative", "scale": None, "axis": None}
    for axis in ("x", "y")
}
"""The encoding of marks that stand where their `x` and `y` say, in CSS pixels."""

_CONFIG: Final = {
    "aria": False,
    "background": None,
    "font": FONT,
    "view": {"stroke": None},
}
_TEXT: Final = re.compile(r"<text ([^>]*)>")
_WEIGHT: Final = re.compile(r'font-weight="(\d+)"')


def draw(layers: Sequence[Spec], *, width: float, height: float) -> str:
    """Return the drawing of layers as SVG.

    Whatever a layer holds was placed in CSS pixels by whoever made it (`PLACE`), so that the
    same layers give the same drawing on every machine.
    """
    spec = {
        "width": width,
        "height": height,
        "padding": 0,
        "autosize": {"type": "none"},
        "config": _CONFIG,
        "layer": list(layers),
    }
    return with_weights(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def text_layer(rows: Sequence[Spec], **mark: Any) -> Spec:
    """Return a layer that writes the `text` of each row where its `x` and `y` say."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "text", "color": INK, "fontSize": TEXT_SIZE, "baseline": "alphabetic"}
        | mark,
        "encoding": PLACE | {"text": {"field": "text", "type": "nominal"}},
    }


def line_layer(rows: Sequence[Spec], color: str) -> Spec:
    """Return a layer of hairlines from `x` and `y` to `x2` and `y2`."""
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "rule", "color": color, "strokeWidth": HAIRLINE},
        "encoding": PLACE | ends,
    }


def with_weights(svg: str) -> str:
    """Return a drawing whose texts name the weight of their variable typeface.

    Typst 0.15 draws a text of regular weight in the thinnest of the typeface unless the
    axis is named; browsers draw both alike.
    """
    return _TEXT.sub(_with_weight, svg)


def _with_weight(text: re.Match[str]) -> str:
    weight = _WEIGHT.search(text[1])
    number = weight[1] if weight else REGULAR
    return f"<text style=\"font-variation-settings:'wght' {number}\" {text[1]}>"
