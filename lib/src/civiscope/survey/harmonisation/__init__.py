"""Answers of several editions on one scale, with the breaks that stand between them."""

from civiscope.survey.harmonisation.series import (
    Gap,
    Point,
    Series,
    harmonised_states,
    trend_series,
)

__all__ = [
    "Gap",
    "Point",
    "Series",
    "harmonised_states",
    "trend_series",
]
