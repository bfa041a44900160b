"""The report of a synthesis: what citizens wrote, as themes that anyone can check.

Nothing is computed here: a `Synthesis` comes in, a document tree goes out. What people wrote is
never mended: not a character of it changes between the synthesis and the page.
"""

from civiscope.publication.synthesis.build import build_report

__all__ = ["build_report"]
