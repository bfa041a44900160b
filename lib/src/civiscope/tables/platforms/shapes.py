"""Which platform's export has which shape."""

from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from civiscope.errors import InputError
from civiscope.tables.columns import Columns
from civiscope.tables.iramuteq import iramuteq_roles
from civiscope.tables.platforms.cap_collectif import cap_collectif_shape
from civiscope.tables.platforms.consul import consul_roles
from civiscope.tables.platforms.decidim import decidim_roles
from civiscope.tables.platforms.polis import polis_roles
from civiscope.tables.problems import nearest, sentence
from civiscope.tables.roles import Roles, Shape, find_roles, shape_by
from civiscope.tables.source import Source

Platform: TypeAlias = Literal["cap-collectif", "consul", "decidim", "iramuteq", "polis"]
PLATFORMS: tuple[Platform, ...] = get_args(Platform)

ROLES: dict[str, Callable[[Source, Columns, str], Roles]] = {
    "consul": consul_roles,
    "decidim": decidim_roles,
    "iramuteq": iramuteq_roles,
    "polis": polis_roles,
}


def find_shape(
    source: Source, columns: Columns, platform: str | None = None, language: str = "fr"
) -> Shape:
    """Return how batches of a file become batches of contributions.

    Parameters
    ----------
    source : Source
        The file.
    columns : Columns
        The columns that were named; they go before those a platform is known to have.
    platform : str, optional
        One of ``PLATFORMS``; a corpus of IRaMuTeQ is known by itself.
    language : str
        The language to prefer where an export has several.

    Raises
    ------
    InputError
        If there is no such platform, or a column is missing.
    """
    if platform is not None and platform not in PLATFORMS:
        found, expected = f"“{platform}”", "one of " + ", ".join(PLATFORMS)
        remedy = (
            f"Did you mean “{near}”?" if (near := nearest(platform, PLATFORMS)) else "Name one."
        )
        raise InputError(sentence("platform", expected=expected, found=found, remedy=remedy))
    if source.format == "iramuteq" or platform == "iramuteq":
        platform = _corpus(source)
    if platform is None:
        return shape_by(find_roles(source, columns))
    if platform == "cap-collectif":
        return cap_collectif_shape(source, columns)
    return shape_by(ROLES[platform](source, columns, language))


def _corpus(source: Source) -> str:
    if source.format != "iramuteq":
        expected, remedy = "a corpus of IRaMuTeQ", "Leave the platform out."
        raise InputError(
            sentence(source.name, expected=expected, found=source.format, remedy=remedy)
        )
    return "iramuteq"
