"""What changed between editions, and which practices are new."""

from civiscope.survey.trends.detectable import minimum_detectable_change
from civiscope.survey.trends.emerging import Appearance, Emergence, emerging_practices
from civiscope.survey.trends.panel import Transitions, panel_transitions

__all__ = [
    "Appearance",
    "Emergence",
    "Transitions",
    "emerging_practices",
    "minimum_detectable_change",
    "panel_transitions",
]
