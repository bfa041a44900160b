"""What is known of a population, and whether a sample can be made to agree with it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import InputError
from civiscope.weighting.sums import sums_by_group, total

ALIKE = 1e-9
"""Totals of margins may differ by this share: they are counts, written with few digits."""


def base_weights(weights: ArrayLike | None, *, n_units: int) -> NDArray[np.float64]:
    """Return the weights that units come with, 1 where they come with none.

    Raises
    ------
    InputError
        Where there is no unit, or a weight is negative, infinite or missing, or all are 0.
    """
    if n_units == 0:
        raise InputError("Expected at least one unit to weight, got none. Give the respondents.")
    given = np.ones(n_units) if weights is None else np.asarray(weights, dtype=np.float64)
    if given.shape != (n_units,):
        raise InputError(
            f"Expected one weight for each of {n_units} units, got shape {given.shape}. "
            "Give weights in the order of the units."
        )
    wrong = int(np.count_nonzero(~(np.isfinite(given) & (given >= 0))))
    if wrong or not given.any():
        raise InputError(
            "Expected weights of 0 or more, some of them positive, got "
            f"{wrong or n_units} that are {'negative or missing' if wrong else '0'}. "
            "Check how they were made."
        )
    return given


def category_codes(codes: ArrayLike, *, names: Sequence[str] | None = None) -> NDArray[np.int64]:
    """Return codes as whole numbers, one column for each margin.

    Raises
    ------
    InputError
        Where they are not a table of whole numbers, or some category is not known.
    """
    table = np.asarray(codes)
    if table.ndim != 2 or not np.issubdtype(table.dtype, np.integer):  # noqa: PLR2004  # a table
        raise InputError(
            "Expected codes as whole numbers of shape (n_units, n_margins), got "
            f"{table.dtype} of shape {table.shape}. Number the categories of each margin from 0."
        )
    for margin, column in enumerate(table.T):
        if n_unknown := int(np.count_nonzero(column < 0)):
            raise InputError(
                f"Expected a category of {margin_name(margin, names)} for every unit, got "
                f"{n_unknown} without one. Leave these units out, or give them a category with "
                "its own target."
            )
    return table.astype(np.int64)


def target_margins(
    targets: Sequence[ArrayLike],
    *,
    codes: NDArray[np.int64],
    weights: NDArray[np.float64],
    names: Sequence[str] | None = None,
) -> list[NDArray[np.float64]]:
    """Return the target of each category of each margin.

    Raises
    ------
    InputError
        Where targets and codes do not go together, where a category has a target and no unit or
        units and no target, or where margins do not sum alike. The message names the margin.
    """
    if len(targets) != codes.shape[1] or (names is not None and len(names) != len(targets)):
        raise InputError(
            f"Expected targets for {codes.shape[1]} margins, got {len(targets)}"
            f"{'' if names is None else f' and {len(names)} names'}. "
            "Give one list of targets, and one name, for each column of codes."
        )
    if not targets:
        raise InputError("Expected at least one margin, got none. Give codes and targets.")
    margins = [np.asarray(target, dtype=np.float64) for target in targets]
    for margin, target in enumerate(margins):
        _check_margin(target, codes[:, margin], weights, name=margin_name(margin, names))
    _check_sums(margins, names)
    return margins


def margin_name(margin: int, names: Sequence[str] | None) -> str:
    """Say which margin is meant, by its name or else by its place."""
    return f"margin {margin + 1}" if names is None else f"margin {names[margin]!r}"


def _check_margin(
    target: NDArray[np.float64],
    codes: NDArray[np.int64],
    weights: NDArray[np.float64],
    *,
    name: str,
) -> None:
    if target.ndim != 1 or codes.max(initial=-1) >= len(target):
        raise InputError(
            f"Expected a target for each category of {name}, whose codes go up to {codes.max()}, "
            f"got targets of shape {target.shape}. Give one target a category, in their order."
        )
    if not (np.isfinite(target) & (target >= 0)).all():
        raise InputError(
            f"Expected targets of 0 or more for {name}, got negative or missing ones. "
            "Check the table they come from."
        )
    held = sums_by_group(weights, codes, n_groups=len(target))
    _check_category(np.flatnonzero((target > 0) & (held == 0)), name, "a target, and no unit")
    _check_category(np.flatnonzero((target == 0) & (held > 0)), name, "units, and the target 0")


def _check_category(wrong: NDArray[np.intp], name: str, trouble: str) -> None:
    if len(wrong):
        raise InputError(
            f"Expected units wherever {name} has a target, and only there, got {trouble}, in "
            f"category {', '.join(map(str, wrong.tolist()))}. Merge the category with another, "
            "in the codes and in the targets."
        )


def _check_sums(margins: Sequence[NDArray[np.float64]], names: Sequence[str] | None) -> None:
    sums = [total(target) for target in margins]
    if max(sums) - min(sums) > ALIKE * max(sums):
        told = ", ".join(
            f"{margin_name(margin, names)} sums to {found:.12g}"
            for margin, found in enumerate(sums)
        )
        raise InputError(
            f"Expected margins that sum alike, got others: {told}. "
            "Take them from the same population, or scale them to one total."
        )
