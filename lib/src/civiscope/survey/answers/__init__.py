"""Answers of one edition: what each respondent ticked, and the six ways of not having ticked."""

from civiscope.survey.answers.counting import OptionCount, count_states
from civiscope.survey.answers.reading import read_responses
from civiscope.survey.answers.responses import Responses
from civiscope.survey.answers.states import State, states_of

__all__ = [
    "OptionCount",
    "Responses",
    "State",
    "count_states",
    "read_responses",
    "states_of",
]
