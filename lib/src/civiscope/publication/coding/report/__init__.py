"""The report of a coding: how often each code comes, and how far that can be believed.

Nothing is computed here: a `CodingReport` comes in, a document tree goes out. What people wrote is
never mended: not a character of it changes between the coding and the page.
"""

from civiscope.publication.coding.report.build import build_report

__all__ = ["build_report"]
