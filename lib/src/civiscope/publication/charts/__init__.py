"""Charts and the map: counts in, a drawing, its table and its words out.

A chart shows counts, rates, or shares with their intervals, and nothing else: every value it draws
stands in its table, beside its label, and in its alternative text; a map of rates, which has no
room for labels, draws classes, and its text lists them. One accent and greys are enough, since
position and labels say what colour would; so a chart reads as well in black and white.
"""

from civiscope.publication.charts.bars import bars
from civiscope.publication.charts.counts import Bar, Count, Kind
from civiscope.publication.charts.maps import department_map
from civiscope.publication.charts.months import months
from civiscope.publication.charts.rates import rate_map
from civiscope.publication.charts.scatter import Cloud, scatter
from civiscope.publication.charts.shares import Share, shares
from civiscope.publication.charts.trends import trend

__all__ = [
    "Bar",
    "Cloud",
    "Count",
    "Kind",
    "Share",
    "bars",
    "department_map",
    "months",
    "rate_map",
    "scatter",
    "shares",
    "trend",
]
