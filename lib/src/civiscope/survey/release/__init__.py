"""What an edition publishes: records, counts with what is suppressed of them, trends."""

from civiscope.survey.release.making import Release, make_release
from civiscope.survey.release.results import (
    Crossed,
    OptionShare,
    Respondents,
    Transition,
    TrendPoint,
)
from civiscope.survey.release.source import Domain, Source, read_source

__all__ = [
    "Crossed",
    "Domain",
    "OptionShare",
    "Release",
    "Respondents",
    "Source",
    "Transition",
    "TrendPoint",
    "make_release",
    "read_source",
]
