"""What a survey asks, edition after edition, and how far one edition's answers are another's.

A concept is measured by variables; a variable has a code list and a reference question; an item is
a question as an edition asked it, for a variable. The crosswalk says how the codes of an item that
asks otherwise become those of its variable, and how comparable they are.
"""

from civiscope.survey.questionnaire.checking import check
from civiscope.survey.questionnaire.model import (
    Code,
    CodeList,
    Comparability,
    Concept,
    Crossing,
    Edition,
    Item,
    Question,
    Questionnaire,
    Sample,
    Text,
    Variable,
)
from civiscope.survey.questionnaire.reading import read_questionnaire
from civiscope.survey.questionnaire.wording import wording_hash

__all__ = [
    "Code",
    "CodeList",
    "Comparability",
    "Concept",
    "Crossing",
    "Edition",
    "Item",
    "Question",
    "Questionnaire",
    "Sample",
    "Text",
    "Variable",
    "check",
    "read_questionnaire",
    "wording_hash",
]
