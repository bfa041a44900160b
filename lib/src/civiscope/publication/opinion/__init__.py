"""The report of opinion groups: what divides a conversation, and what brings it together.

Nothing is computed here: an `Opinion` comes in, a document tree goes out. What people wrote is
never mended: not a character of it changes between the file and the page.
"""

from civiscope.publication.opinion.build import build_report

__all__ = ["build_report"]
