"""Civiscope: the analysis library of an observatory of civic tech, and its command line."""
