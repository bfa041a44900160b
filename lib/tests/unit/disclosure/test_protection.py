from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from civiscope.disclosure import Axis, Reason, Records, audit, protect
from civiscope.disclosure.bounds import Problem
from civiscope.errors import DisclosureError, InputError

FIXTURE = [[15, 22, 8], [0, 3, 0], [3, 9, 6], [1, 2, 1]]


def primary(intervals):
    return [one for one in intervals if one.reason != Reason.SECONDARY]


def test_every_primary_cell_may_be_anything_in_a_wide_interval(table):
    intervals = audit(protect([table(FIXTURE)]))

    assert [(one.categories, one.reason.name) for one in primary(intervals)] == [
        ((("c", "c1"), ("r", "r1")), "ZERO_RULE"),
        ((("c", "c0"), ("r", "r3")), "SMALL"),
        ((("c", "c1"), ("r", "r3")), "SMALL"),
        ((("c", "c2"), ("r", "r3")), "SMALL"),
    ]
    assert [(one.low, one.high) for one in primary(intervals)] == [(0, 3), (0, 4), (0, 4), (0, 4)]
    assert {one.table for one in intervals} == {"T"}


def test_totals_are_shown_where_others_can_be_hidden(table):
    (found,) = protect([table(FIXTURE)])

    assert found.is_shown[:, -1].all()
    assert found.is_shown[-1].all()
    assert found.published(4, 3) == 70


def test_a_table_without_primary_cells_is_shown_whole(table):
    (found,) = protect([table([[5, 6], [7, 8]])])

    assert found.is_shown.all()
    assert audit([found]) == ()


def test_a_linked_table_gives_no_total_away(table):
    """Alone, each table could hide its row; together, they must hide it in both."""
    by_answer = table([[5, 2, 9], [8, 7, 6]], variables="rc", name="A")
    halves = table([[2, 14], [7, 14]], variables="rd", name="B")

    found = protect([by_answer, halves])

    assert [one.width >= 3 for one in primary(audit(found))] == [True, True]


def test_tables_in_a_circle_are_audited_as_the_whole_they_come_from(table):
    """Each of three crossings hides its small cell by itself, and the others would give it back."""
    whole = np.array([[[4, 1], [5, 6]], [[7, 5], [4, 1]]])
    tables = [
        table(whole.sum(axis=2), variables="ab", name="AB"),
        table(whole.sum(axis=0), variables="bc", name="BC"),
        table(whole.sum(axis=1), variables="ac", name="AC"),
    ]

    found = protect(tables, threshold=6)

    assert [one.width >= 3 for one in primary(audit(found))] == [True] * len(primary(audit(found)))


def test_records_narrow_what_may_be_hidden(table):
    """Whoever reads that the two who use tool x are the two who use tool y knows both."""
    tables = [
        table([[2, 6], [3, 9]], variables="kx", name="X", identifying="k"),
        table([[2, 6], [3, 9]], variables="ky", name="Y", identifying="k"),
    ]
    same = tuple(f"{at}" for at in [0] * 5 + [1] * 15)
    records = Records(
        columns={"x": tuple(f"x{at}" for at in same), "y": tuple(f"y{at}" for at in same)}
    )

    intervals = audit(protect(tables, [records]), [records])

    assert [one.width >= 3 for one in primary(intervals)] == [True] * 2


def test_records_that_give_a_cell_away_are_refused(table):
    records = Records(
        columns={"r": ("r0",) * 3 + ("r1",) * 9, "c": ("c0", "c1", "c1", *["c0"] * 4, *["c1"] * 5)}
    )

    with pytest.raises(DisclosureError) as refused:
        protect([table([[1, 2], [4, 5]])], [records])

    assert str(refused.value) == (
        "Expected that the number of people of c “c0” and r “r0” can be hidden, and it follows "
        "from what must be shown. Leave its table out, join categories, or take a variable out "
        "of the records."
    )


def test_populations_of_their_own_are_not_linked(table):
    tables = [
        table([[5, 6], [7, 8]], population="2019"),
        table([[1, 9], [9, 9]], population="2021"),
    ]

    first, second = protect(tables)

    assert first.is_shown.all()
    assert second.reasons.tolist() == [[1, 3, 0], [3, 3, 0], [0, 0, 0]]


def test_the_order_of_tables_axes_and_categories_changes_no_choice(table):
    first = table(FIXTURE, variables="rc", name="A")
    second = table([[20, 25], [1, 2], [8, 10], [2, 2]], variables="rd", name="B")
    turned = replace(
        first,
        axes=(Axis(variable="c", categories=("c2", "c1", "c0")), first.axes[0]),
        counts=first.counts[:, ::-1].T,
    )

    one, other = protect([first, second])
    other_again, one_again = protect([second, turned])

    assert np.array_equal(other.reasons, other_again.reasons)
    assert np.array_equal(one.reasons[:4, :3], one_again.reasons[:3, :4].T[:, ::-1])


def test_too_few_people_are_not_published_at_all(table):
    with pytest.raises(DisclosureError) as refused:
        protect([table([[1, 1], [0, 0]], population="2021")])

    assert str(refused.value) == (
        "Expected at least 3 people in a population that is published, found fewer in “2021”. "
        "Leave its tables out."
    )


def test_tables_that_disagree_are_refused(table):
    with pytest.raises(InputError) as refused:
        protect(
            [
                table([[5, 5], [5, 5]]),
                table([[5, 5], [4, 6]], variables="ra", name="B"),
                table([[6, 4], [6, 4]], variables="rb", name="C"),
                table([[6, 5], [4, 5]], variables="rd", name="D"),
            ]
        )

    assert str(refused.value) == (
        "D: expected as many people of r “r0” as another table of the release has, found another "
        "number. Count the same people in all tables, or name their populations apart."
    )


def test_records_that_disagree_with_tables_are_refused(table):
    records = Records(columns={"r": ("r0",) * 9 + ("r1",) * 11})

    with pytest.raises(InputError) as refused:
        protect([table([[5, 5], [5, 5]])], [records])

    assert str(refused.value) == (
        "The records: expected as many people of r “r0” as another table of the release has, "
        "found another number. Count the same people in all tables, or name their populations "
        "apart."
    )


def test_other_people_in_all_are_refused(table):
    with pytest.raises(InputError, match="as many people of the population as another table"):
        protect([table([5, 5], variables="a"), table([5, 6], variables="b")])


def test_other_categories_of_a_variable_are_refused(table):
    with pytest.raises(InputError) as refused:
        protect([table([5, 5], variables="a"), table([4, 3, 3], variables="a", name="B")])

    assert str(refused.value) == (
        "B: expected the categories of “a” that another table of the release has, found others. "
        "Give every table all of them."
    )


def test_what_cannot_be_audited_is_refused(table):
    wide = np.full((40, 40), 5)
    tables = [table(wide, variables=pair, name=pair) for pair in ("ab", "bc", "ac")]

    with pytest.raises(DisclosureError) as refused:
        protect(tables)

    assert str(refused.value) == (
        "Expected tables that bind at most 50,000 combinations of categories, found 64,000 of "
        "a, b, c. Publish fewer crossings, or broader categories."
    )


def test_a_filter_ties_two_tables(table):
    """Whoever was asked r answered q0: what hides q in a kind must hide who was asked r."""
    asked = table([[7, 2], [8, 6]], variables="kq", name="Q", identifying="k")
    then = table([[4, 3, 2], [3, 5, 6]], variables="kr", name="R", identifying="k")
    ties = [
        {("", (("k", kind), ("q", "q1"))): 1, ("", (("k", kind), ("r", "r2"))): -1}
        for kind in ("k0", "k1")
    ]

    loose = protect([asked, then])
    bound = protect([asked, then], ties=ties)

    assert min(one.width for one in primary(audit(loose))) >= 3
    assert min(one.width for one in primary(audit(bound, ties=ties))) >= 3
    assert not bound[1].is_shown[0, 2]


def test_a_tie_that_does_not_hold_is_refused(table):
    with pytest.raises(InputError) as refused:
        protect(
            [table([5, 6], variables="a")],
            ties=[{("", (("a", "a0"),)): 1, ("", (("a", "a1"),)): -1}],
        )

    assert str(refused.value) == (
        "Expected cells that are tied to count the same people, found another number. Remove the "
        "tie, or count again."
    )


def test_a_large_release_is_audited_by_linear_programmes(table):
    counts = np.arange(144).reshape(12, 12) % 2 + 1

    intervals = audit(protect([table(counts)]))

    assert len(intervals) == 144
    assert min(one.width for one in intervals) >= 3


def test_whole_numbers_are_sought_where_others_would_do():
    """Twice the first and the second are three: the first is one, and not one and a half."""
    problem = Problem(
        sums=csr_array([[2.0, 1.0]]), needed=np.array([3.0]), most=np.array([2.0, 3.0])
    )

    assert problem.cheapest_whole(np.array([0.0, 1.0])).round().tolist() == [1, 1]


def test_few_of_what_outsiders_know_cannot_be_published(table):
    with pytest.raises(DisclosureError) as refused:
        protect([table([[1, 1], [5, 9]], identifying="r")])

    assert str(refused.value).startswith("Expected that the number of people of c “c0” and r “r0”")
