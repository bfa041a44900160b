"""The exports of participation platforms, by name."""

from civiscope.tables.platforms.shapes import PLATFORMS, Platform, find_shape

__all__ = ["PLATFORMS", "Platform", "find_shape"]
