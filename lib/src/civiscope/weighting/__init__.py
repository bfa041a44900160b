"""Weights that make a sample agree with what is known of its population."""

from civiscope.weighting.calibration import Distance, calibrate
from civiscope.weighting.post_stratification import post_stratify
from civiscope.weighting.raking import rake
from civiscope.weighting.results import Weighting

__all__ = ["Distance", "Weighting", "calibrate", "post_stratify", "rake"]
