"""What changed between two states of a codebook."""

from dataclasses import replace

import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.comparison import Comparison, compare_codebooks

TAX, BIKE = Code(code="tax", label="Taxes"), Code(code="bike", label="Bikes")
OLD = Codebook(codes=(TAX, BIKE), version="1")


def changes(**more):
    return Comparison(
        **{"added": (), "removed": (), "moved": (), "relabelled": (), "redefined": (), **more}
    )


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"parent": "tax"}, "moved"),
        ({"label": "Cycling"}, "relabelled"),
        ({"labels": {"fr": "Vélo"}}, "relabelled"),
        ({"definition": "Anything with pedals."}, "redefined"),
        ({"definitions": {"fr": "Tout ce qui a des pédales."}}, "redefined"),
        ({"includes": "lanes"}, "redefined"),
        ({"excludes": "scooters"}, "redefined"),
        ({"expressions": ("bike",)}, "redefined"),
        ({"examples": ("I ride.",)}, "redefined"),
        ({"is_codable": False}, "redefined"),
    ],
)
def test_each_change_has_its_kind(change, kind):
    new = Codebook(codes=(TAX, replace(BIKE, **change)))

    assert compare_codebooks(OLD, new) == changes(**{kind: ("bike",)})


def test_codes_of_one_side_are_added_or_removed():
    new = Codebook(codes=(TAX, Code(code="tram", label="Trams")))

    assert compare_codebooks(OLD, new) == changes(added=("tram",), removed=("bike",))


def test_order_colour_and_memo_change_nothing():
    new = Codebook(codes=(replace(BIKE, color="#000000", memo="?"), TAX), version="2")

    assert compare_codebooks(OLD, new) == changes()
