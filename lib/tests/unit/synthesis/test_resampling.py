import numpy as np

from civiscope.synthesis.resampling import draw_again


def units_of(count):
    return np.arange(count, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(1)


def test_rows_of_one_unit_are_drawn_together():
    units = np.repeat(units_of(50), np.arange(50) % 3 + 1)

    times = np.bincount(draw_again(units, replicate=0), minlength=len(units))

    for unit in np.unique(units):
        assert len(set(times[units == unit].tolist())) == 1


def test_number_of_draws_follows_a_poisson_variable_of_mean_one():
    drawn = draw_again(units_of(100_000), replicate=3)

    times = np.bincount(drawn, minlength=100_000)
    shares = np.bincount(times)[:4] / 100_000
    np.testing.assert_allclose(shares, [0.3679, 0.3679, 0.1839, 0.0613], atol=0.005)


def test_rows_are_increasing_and_replicates_differ():
    drawn = draw_again(units_of(1_000), replicate=0)

    assert (np.diff(drawn) >= 0).all()
    assert drawn.tolist() == draw_again(units_of(1_000), replicate=0).tolist()
    assert drawn.tolist() != draw_again(units_of(1_000), replicate=1).tolist()


def test_unit_is_drawn_as_often_wherever_it_stands():
    units = units_of(60)
    order = np.random.default_rng(0).permutation(60)

    times = np.bincount(draw_again(units, replicate=2), minlength=60)
    shuffled = np.bincount(draw_again(units[order], replicate=2), minlength=60)

    assert shuffled.tolist() == times[order].tolist()


def test_no_row_is_drawn_of_none():
    assert draw_again(np.zeros(0, dtype=np.uint64), replicate=0).tolist() == []
