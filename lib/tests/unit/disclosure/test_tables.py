import numpy as np
import pytest

from civiscope.disclosure import Axis, CountTable, ProtectedTable
from civiscope.errors import InputError

AXIS = Axis(variable="answer", categories=("yes", "no"))


def test_totals_stand_last_on_each_axis(table):
    assert table([[1, 2], [3, 4]]).with_totals.tolist() == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]


def test_a_cell_is_named_by_its_categories_in_the_order_of_variables(table):
    found = table([[1, 2], [3, 4]], variables="ba", population="2021")

    assert found.key((1, 0)) == ("2021", (("a", "a0"), ("b", "b1")))
    assert found.key((2, 0)) == ("2021", (("a", "a0"),))


def test_counts_of_another_shape_are_refused():
    with pytest.raises(InputError) as refused:
        CountTable(name="Uses", axes=(AXIS,), counts=np.array([1, 2, 3]))

    assert str(refused.value) == (
        "Uses: expected counts of shape (2,), as the axes have categories, found (3,). Give a "
        "count for each combination."
    )


@pytest.mark.parametrize("counts", [np.array([1.5, 2.0]), np.array([-1, 4])])
def test_what_counts_no_people_is_refused(counts):
    with pytest.raises(InputError) as refused:
        CountTable(name="Uses", axes=(AXIS,), counts=counts)

    assert str(refused.value) == (
        "Uses: expected whole numbers of people from 0 on, found others. Protect counts of "
        "respondents; weighted figures are hidden where their counts are."
    )


def test_a_suppressed_cell_has_no_count():
    counted = CountTable(name="Uses", axes=(AXIS,), counts=np.array([1, 4]))

    protected = ProtectedTable(table=counted, reasons=np.array([1, 3, 0], dtype=np.int8))

    assert [protected.published(place) for place in range(3)] == [None, None, 5]
