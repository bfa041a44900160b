import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.cross_tables import cross_table, independence
from civiscope.survey.design import Selection, survey_design

DRAWN = survey_design(selection=Selection.RANDOM_DRAW, n_units=40)
ROWS, COLUMNS = np.repeat([0, 1], 20), np.repeat([0, 1, 0, 1], [8, 12, 5, 15])


def test_table_has_shares_and_counts():
    domain = np.arange(40) < 20

    found = cross_table(DRAWN, ROWS, COLUMNS, n_rows=2, n_columns=3, domain=domain)

    assert found.counts.tolist() == [[8, 12, 0], [0, 0, 0]]
    assert found.table.tolist() == [[0.4, 0.6, 0], [0, 0, 0]]


def test_chi_square_is_pearsons_on_a_simple_sample():
    found = independence(cross_table(DRAWN, ROWS, COLUMNS, n_rows=2, n_columns=2))

    table = np.array([[8, 12], [5, 15]])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / 40
    assert found.chi_square == pytest.approx(((table - expected) ** 2 / expected).sum())
    assert found.numerator_freedom == pytest.approx(1)
    assert 0 < found.p_value < 1


def test_columns_that_nobody_chose_are_refused_by_the_test():
    table = cross_table(DRAWN, ROWS, COLUMNS, n_rows=2, n_columns=3)

    with pytest.raises(InputError, match="2 of 2 rows and 2 of 3 columns with respondents"):
        independence(table)


def test_test_of_one_column_is_refused():
    table = cross_table(DRAWN, ROWS, np.zeros(40, dtype=int), n_rows=2, n_columns=1)

    with pytest.raises(InputError, match="two columns or more"):
        independence(table)


@pytest.mark.parametrize(("rows", "columns"), [(ROWS + 1, COLUMNS), (ROWS, COLUMNS[:3])])
def test_codes_of_no_category_are_refused(rows, columns):
    with pytest.raises(InputError, match="a category from 0 to 1"):
        cross_table(DRAWN, rows, columns, n_rows=2, n_columns=2)
