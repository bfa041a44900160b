import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.synthesis.intervals import bootstrap_counts
from civiscope.synthesis.locating import count_in_places, find_participants, place
from civiscope.synthesis.weighted import GRID, measure_weighted, weigh
from civiscope.territory import communes, locate, populations

LOIRE = ["44", "49", "53", "72", "85"]


def panel(count, *, within, seed=1):
    """Draw codes of communes, those of the first département three times as often."""
    inside = [one for one in communes() if one.department_code in within and one.population]
    boost = np.array([3 if one.department_code == within[0] else 1 for one in inside])
    sizes = boost * np.array([one.population for one in inside])
    drawn = np.random.default_rng(seed).choice(len(inside), count, p=sizes / sizes.sum())
    return [inside[number].code for number in drawn]


def weighed(cells, *margins, within, kind="commune"):
    values = sorted(set(cells))
    placement = place([locate(v, kind=kind) for v in values], levels=margins, within=within)
    answers = np.array([values.index(cell) for cell in cells])
    people = find_participants(answers, authors=None, placement=placement)
    return weigh(people, placement=placement, margins=margins), people, placement


def shares_of(cells, weights, level, within):
    """Return the weighted share of each place of a level."""
    placement = place(
        [locate(cell, kind="commune") for cell in cells], levels=(level,), within=within
    )
    held = dict.fromkeys(populations(level, within=within), 0.0)
    for group, weight in zip(placement.group_of, weights, strict=True):
        ((number, _),) = placement.groups[group]
        held[placement.places[number][0]] += weight
    return {code: weight / sum(weights) for code, weight in held.items()}


def test_weights_meet_the_population_of_each_place_of_each_margin():
    cells = panel(400, within=LOIRE)

    found, _, _ = weighed(cells, "department", "size", within=LOIRE)

    for level in ("department", "size"):
        counts = populations(level, within=LOIRE)
        expected = {code: count / sum(counts.values()) for code, count in counts.items()}
        assert shares_of(cells, found.weights, level, LOIRE) == pytest.approx(expected)


def test_weights_have_the_mean_one_and_tell_what_they_cost():
    found, _, _ = weighed(panel(400, within=LOIRE), "department", within=LOIRE)

    weights = found.weights
    assert weights.mean() == pytest.approx(1)
    assert found.design_effect == pytest.approx(400 * (weights**2).sum() / weights.sum() ** 2)
    assert found.effective_size == pytest.approx(400 / found.design_effect)
    assert (found.smallest, found.largest) == (weights.min(), weights.max())
    assert found.largest > 1 > found.smallest


def test_weights_that_change_nothing_cost_nothing():
    cells = ["49007"] * 2 + ["44109"] * 2
    counts = populations("department", within=["44", "49"])

    found, _, _ = weighed(cells, "department", within=["44", "49"])

    share = counts["49"] / sum(counts.values())
    assert found.weights[:2].tolist() == pytest.approx([2 * share] * 2)
    assert [cell.department for cell in found.cells] == ["44", "49"]
    assert [cell.size for cell in found.cells] == [None, None]


def test_those_who_are_not_located_have_no_weight():
    cells = ["49007", "44109", "75056", "99999", "44109"]

    found, _, _ = weighed(cells, "department", within=["44", "49"])

    assert (found.weights > 0).tolist() == [True, True, False, False, True]
    assert found.weights.sum() == pytest.approx(3)


def test_cells_hold_what_weights_are_made_of():
    cells = panel(300, within=LOIRE)

    found, people, placement = weighed(cells, "department", "size", within=LOIRE)

    counts = count_in_places(people, placement=placement)
    assert [cell.participants for cell in found.cells] == counts[counts > 0].tolist()
    assert {(cell.department, cell.size) for cell in found.cells} < set(placement.places)
    assert sum(cell.participants * cell.weight for cell in found.cells) == pytest.approx(300)


def test_one_who_may_live_in_several_places_has_a_part_of_their_weights():
    found, _, placement = weighed(
        ["01590", "01000", "01000", "39000"], "department", within=["01", "39"], kind="postal_code"
    )

    shares = dict(placement.groups[placement.group_of[1]])
    factors = {cell.department: cell.weight for cell in found.cells}
    assert found.weights[0] == pytest.approx(shares[0] * factors["01"] + shares[1] * factors["39"])


def test_the_order_of_participants_changes_no_bit():
    cells = panel(300, within=LOIRE)
    order = np.random.default_rng(2).permutation(300)

    one, _, _ = weighed(cells, "department", "size", within=LOIRE)
    other, _, _ = weighed([cells[row] for row in order], "department", "size", within=LOIRE)

    assert other.weights.tolist() == one.weights[order].tolist()
    assert other.cells == one.cells


def test_an_empty_place_of_a_margin_is_refused():
    with pytest.raises(InputError) as refused:
        weighed(["49007", "44109"], "department", within=LOIRE)

    assert str(refused.value) == (
        "Expected a participant in every place of the margin department, and found none in "
        "Mayenne (53), Sarthe (72), Vendée (85): no weight stands for those who are not there. "
        "Rake by fewer or larger places, such as region, or say with --territory which "
        "départements count."
    )


def test_many_empty_places_are_counted():
    with pytest.raises(InputError, match=r"Aisne \(02\).* and 94 more: no weight"):
        weighed(["49007", "44109"], "department", within=None)


def test_empty_classes_are_named_once():
    with pytest.raises(InputError, match=r"none in 0-499, 500-1999, 2000-3499, 3500-4999, 5000-"):
        weighed(["49007"], "size", within=["49"])


# ------------------------------------------------------------------ shares


def measured(themes, weights, n_themes=2, replicates=100):
    return measure_weighted(
        np.array(themes, dtype=np.int32),
        np.arange(1, len(themes) + 1).astype(np.uint64),
        weights=np.array(weights, dtype=np.float64),
        n_themes=n_themes,
        replicates=replicates,
    )


def test_an_answer_counts_for_its_weight():
    found = measured([0, 0, 1, -1], [3, 1, 2, 2])

    assert found.answers.tolist() == [2, 1, 1]
    assert found.raw.share.tolist() == [0.5, 0.25, 0.25]
    assert found.weighted.share.tolist() == [0.5, 0.25, 0.25]
    assert measured([0, 0, 1, -1], [4, 2, 1, 1]).weighted.share.tolist() == [0.75, 0.125, 0.125]


def test_answers_without_weight_count_in_neither_share():
    found = measured([0, 0, 0, 1], [0, 0, 1, 1])

    assert found.answers.tolist() == [1, 1, 0]
    assert found.raw.share.tolist() == found.weighted.share.tolist() == [0.5, 0.5, 0]


def test_equal_weights_change_no_interval():
    found = measured([0, 1] * 40, [1.0] * 80)

    assert found.weighted.lower.tolist() == pytest.approx(found.raw.lower.tolist())
    assert found.weighted.upper.tolist() == pytest.approx(found.raw.upper.tolist())


def test_unequal_weights_make_intervals_wider():
    found = measured([0, 1] * 60, [9, 9, 1, 1, 1, 1] * 20)

    wide = found.weighted.upper[0] - found.weighted.lower[0]
    assert wide > 1.2 * (found.raw.upper[0] - found.raw.lower[0])


def test_weighted_counts_are_those_of_answers_said_again(engine):
    themes, units = np.array([0, 1, -1], dtype=np.int32), np.array([5, 6, 7], dtype=np.uint64)
    draw = engine.intervals.bootstrap_counts

    counts = draw(themes, units, n_themes=2, weights=np.array([2, 1, 3]), replicates=9)

    again = draw(
        np.repeat(themes, [2, 1, 3]), np.repeat(units, [2, 1, 3]), n_themes=2, replicates=9
    )
    assert counts.tolist() == again.tolist()


def test_weights_are_exact_on_their_grid():
    counts = bootstrap_counts(
        np.zeros(1000, dtype=np.int32),
        np.arange(1000, dtype=np.uint64),
        n_themes=1,
        weights=np.full(1000, 300 * GRID),
    )

    assert (counts[:, 0] % (300 * GRID) == 0).all()
    assert (counts[:, 0] > 0).all()


def test_shares_of_nobody_are_refused():
    with pytest.raises(InputError, match="Expected at least one answer"):
        measured([0, 1], [0, 0])
