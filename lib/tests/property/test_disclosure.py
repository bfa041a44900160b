"""What holds for any release: nobody finds again what is suppressed, whatever he reads."""

from itertools import combinations_with_replacement, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.disclosure import (
    Axis,
    CountTable,
    Reason,
    Records,
    audit,
    find_rare,
    mask_rare,
    protect,
)
from civiscope.errors import DisclosureError

few = settings(max_examples=25, deadline=None, derandomize=True)

VARIABLES = ("a", "b", "c")
CATEGORIES = ("0", "1")
COMBINATIONS = list(product(range(2), repeat=3))
people = st.lists(st.sampled_from(COMBINATIONS), min_size=3, max_size=7)
crossings = st.lists(
    st.sampled_from([(0, 1), (1, 2), (0, 2), (0,), (0, 1, 2)]), min_size=1, max_size=3, unique=True
)


def counted(rows, crossing):
    """Count people in one table, by hand."""
    counts = np.zeros((2,) * len(crossing), dtype=np.int64)
    for row in rows:
        counts[tuple(row[place] for place in crossing)] += 1
    axes = tuple(Axis(variable=VARIABLES[place], categories=CATEGORIES) for place in crossing)
    return CountTable(name=str(crossing), axes=axes, counts=counts)


def protected(rows, chosen, records=()):
    """Protect the tables; what may not be published at all holds no secret to find."""
    try:
        return protect([counted(rows, crossing) for crossing in chosen], records)
    except DisclosureError:
        return ()


def seen(rows, chosen, tables):
    """Return what a reader would read if these were the people."""
    return [
        tuple(counted(rows, crossing).with_totals[table.is_shown].tolist())
        for crossing, table in zip(chosen, tables, strict=False)
    ]


def attack(rows, chosen, tables, guesses):
    """Try every population there may be, and keep the values that each cell then has."""
    told = seen(rows, chosen, tables)
    possible = [other for other in guesses if seen(other, chosen, tables) == told]
    return [
        np.stack([counted(other, crossing).with_totals for other in possible])
        for crossing in chosen
    ]


def everyone(rows):
    return combinations_with_replacement(COMBINATIONS, len(rows))


def assert_unknown(tables, found):
    for table, values in zip(tables, found, strict=False):
        is_primary = (table.reasons == Reason.SMALL) | (table.reasons == Reason.ZERO_RULE)
        spread = values.max(axis=0) - values.min(axis=0)
        assert (spread[is_primary] >= 3).all()


@few
@given(people, crossings)
def test_no_reader_of_all_tables_finds_a_primary_cell(rows, chosen):
    tables = protected(rows, chosen)

    assert_unknown(tables, attack(rows, chosen, tables, everyone(rows)))


@few
@given(people, crossings)
def test_the_audit_finds_what_trying_everything_finds(rows, chosen):
    tables = protected(rows, chosen)

    found = {one.categories: (one.low, one.high) for one in audit(tables)}

    for table, values in zip(tables, attack(rows, chosen, tables, everyone(rows)), strict=False):
        for place in table.table.places():
            if not table.is_shown[place]:
                tried = values[(slice(None), *place)]
                assert found[table.table.key(place)[1]] == (tried.min(), tried.max())


@few
@given(st.lists(st.sampled_from(COMBINATIONS), min_size=9, max_size=11))
def test_published_records_do_not_give_tables_back(rows):
    """The rows tell b and c of each person; tables cross each of them with a."""
    chosen = [(0, 1), (0, 2)]
    records = Records(
        columns={
            name: tuple(str(row[place]) for row in rows) for name, place in (("b", 1), ("c", 2))
        }
    )

    tables = protected(rows, chosen, [records])
    guesses = (
        [(a, *row[1:]) for a, row in zip(hidden, rows, strict=True)]
        for hidden in product(range(2), repeat=len(rows))
    )

    assert_unknown(tables, attack(rows, chosen, tables, guesses))


@few
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("pq")),
        min_size=3,
        max_size=30,
    )
)
def test_masked_rows_are_never_rare(rows):
    columns = dict(zip(VARIABLES, zip(*rows, strict=True), strict=True))

    masked = mask_rare(columns)

    assert find_rare(masked) == ()
    assert all(
        told in (kept, "")
        for name, column in masked.items()
        for told, kept in zip(column, columns[name], strict=True)
    )
