import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.survey.answers.states import State, merge_states


def test_an_option_merged_of_others_is_refused_only_if_all_are_known():
    columns = [[state] for state in (State.NOT_TICKED, State.NO_ANSWER)]

    assert merge_states([np.array(column) for column in columns]).tolist() == [State.NO_ANSWER]


def test_nothing_is_no_option():
    with pytest.raises(InputError) as refused:
        merge_states([])

    assert str(refused.value) == "Expected at least one option to merge, found none."
