"""How the units of a sample came to be in it: what every estimate and its variance follow from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import InputError
from civiscope.weighting.margins import base_weights
from civiscope.weighting.residuals import Adjustment


class Selection(Enum):
    """Why those who answered are those who answered.

    Attributes
    ----------
    RANDOM_DRAW
        They were drawn at random from a sampling frame, and the design says how.
    DECLARED_MODEL
        They were not, but the analyst declares a model under which they count as drawn, in words
        that every figure carries.
    SELF_SELECTED
        They chose to answer: no interval, no standard error, no test.
    """

    RANDOM_DRAW = "random draw"
    DECLARED_MODEL = "declared model"
    SELF_SELECTED = "self-selected"

    @property
    def has_variance(self) -> bool:
        """Whether anything follows from how the sample was drawn."""
        return self is not Selection.SELF_SELECTED


class SinglePsu(Enum):
    """What a stratum is worth where one primary unit was drawn out of several.

    Attributes
    ----------
    REFUSED
        Its variance is unknown: an error says so. R's ``survey.lonely.psu = "fail"``.
    CENTRED
        Its distance to the mean of all strata is its share of the variance, which is rather too
        large. R's ``"adjust"``.
    CERTAIN
        It adds no variance, as if it had been sure to be drawn. R's ``"certainty"``.
    """

    REFUSED = "refused"
    CENTRED = "centred"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a draw: units drawn inside strata, without replacement where sizes are known.

    Attributes
    ----------
    unit_of_row : ndarray of int64, shape (n_units,)
        The sampled unit that each row of the sample belongs to.
    stratum_of_unit : ndarray of int64, shape (n_sampled,)
        The stratum of each sampled unit; at the second stage, its primary unit.
    n_sampled : ndarray of int64, shape (n_strata,)
        Units drawn in each stratum.
    n_population : ndarray of float64, shape (n_strata,)
        Units there were to draw from; infinite where drawn with replacement, or not said.
    """

    unit_of_row: NDArray[np.int64]
    stratum_of_unit: NDArray[np.int64]
    n_sampled: NDArray[np.int64]
    n_population: NDArray[np.float64]

    @property
    def sampled_share(self) -> NDArray[np.float64]:
        """Share of its units that each stratum had drawn, in [0, 1]."""
        return np.asarray(self.n_sampled / self.n_population)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDesign:
    """A sample, its weights, and how it was drawn.

    Attributes
    ----------
    weights : ndarray of float64, shape (n_units,)
        How many units of the population each one stands for.
    stages : tuple of Stage
        One, or two where primary units were sampled in turn.
    strata : tuple of str
        Names of the strata, for messages.
    selection : Selection
        Why those who answered are those who answered.
    model : str or None
        The model that makes the sample count as drawn, in words, where one is declared.
    single_psu : SinglePsu
        What strata with one primary unit are worth.
    adjustment : Adjustment or None
        What weights were calibrated on.
    """

    weights: NDArray[np.float64]
    stages: tuple[Stage, ...]
    strata: tuple[str, ...]
    selection: Selection
    model: str | None
    single_psu: SinglePsu
    adjustment: Adjustment | None

    @property
    def n_units(self) -> int:
        """How many units the sample has."""
        return len(self.weights)

    def calibrated(self, weights: ArrayLike, *, adjustment: Adjustment) -> "SurveyDesign":
        """Take the weights of a calibration, and the variance that goes with them.

        Parameters
        ----------
        weights : array of float, shape (n_units,)
            What a `civiscope.weighting` function gave.
        adjustment : Adjustment
            What the weights were calibrated on.

        Returns
        -------
        SurveyDesign
            Variances are those of residuals on the adjustment.
        """
        new = np.asarray(weights, dtype=np.float64)
        if new.shape != self.weights.shape or adjustment.n_units != self.n_units:
            raise InputError(
                f"Expected weights and an adjustment of {self.n_units} units, got "
                f"{new.shape} and {adjustment.n_units}. Calibrate the units of this "
                "design, in their order."
            )
        return replace(self, weights=new, adjustment=adjustment)

    def degrees_of_freedom(self, domain: NDArray[np.bool_]) -> int:
        """Count primary units less strata, among those where the domain has units.

        Parameters
        ----------
        domain : ndarray of bool, shape (n_units,)
            Which units are meant.

        Returns
        -------
        int
            As R's ``degf`` of the subset.
        """
        first = self.stages[0]
        units = np.unique(first.unit_of_row[domain & (self.weights != 0)])
        return len(units) - len(np.unique(first.stratum_of_unit[units]))


def survey_design(
    weights: ArrayLike | None = None,
    *,
    selection: Selection,
    n_units: int | None = None,
    strata: ArrayLike | None = None,
    psus: ArrayLike | None = None,
    population: ArrayLike | None = None,
    model: str | None = None,
    single_psu: SinglePsu = SinglePsu.REFUSED,
) -> SurveyDesign:
    """Say how a sample was drawn.

    Parameters
    ----------
    weights : array of float, shape (n_units,), optional
        How many units of the population each one stands for, 0 or more; 1 when left out.
    selection : Selection
        Why those who answered are those who answered.
    n_units : int, optional
        How many units there are, where no weights are given.
    strata : array of labels, shape (n_units,), optional
        The stratum of each unit; one stratum when left out.
    psus : array of labels, shape (n_units,), optional
        The primary sampling unit of each unit, in one stratum alone; each unit is one when left
        out. The same authority in two editions is one primary unit.
    population : array of float, shape (n_units,), optional
        How many primary units the stratum of each unit has in the population, for the finite
        population correction; none when left out.
    model : str, optional
        The model that makes the sample count as drawn; needed where `selection` declares one.
    single_psu : SinglePsu, optional
        What strata with one primary unit out of several are worth; an error unless told.

    Returns
    -------
    SurveyDesign

    Raises
    ------
    InputError
        Where shapes differ, a weight is negative or missing, a primary unit is in two strata, a
        stratum has fewer units in the population than in the sample, or a model is missing.

    Notes
    -----
    The same as R's ``svydesign(ids = ~psus, strata = ~strata, weights = ~weights,
    fpc = ~population)``. A stratum whose only primary unit was the only one to draw from is sure
    to be there, and adds no variance.

    References
    ----------
    Särndal, Swensson and Wretman, 1992, Model Assisted Survey Sampling, chapters 3 and 4.

    Examples
    --------
    >>> from civiscope.survey.design import Selection, survey_design
    >>> design = survey_design(
    ...     [10, 10, 5, 5],
    ...     selection=Selection.RANDOM_DRAW,
    ...     strata=["town", "town", "county", "county"],
    ...     population=[20, 20, 10, 10],
    ... )
    >>> design.strata, design.stages[0].sampled_share.tolist()
    (('county', 'town'), [0.2, 0.1])
    """
    given = None if weights is None else np.asarray(weights, dtype=np.float64)
    count = (n_units or 0) if given is None else len(given)
    base = base_weights(given, n_units=count)
    _check_model(selection, model)
    names, stratum_of_row = _numbered(strata, count, "strata")
    unit_of_row = np.arange(count) if psus is None else _numbered(psus, count, "psus")[1]
    stage = _stage(unit_of_row, stratum_of_row, population, names=names)
    return SurveyDesign(
        weights=base,
        stages=(stage,),
        strata=tuple(names),
        selection=selection,
        model=model,
        single_psu=single_psu,
        adjustment=None,
    )


def with_second_stage(
    design: SurveyDesign, units: ArrayLike | None = None, *, population: ArrayLike
) -> SurveyDesign:
    """Say how units were drawn inside the primary units.

    Parameters
    ----------
    design : SurveyDesign
        The first stage, with the population of its strata.
    units : array of labels, shape (n_units,), optional
        The secondary unit of each unit, in one primary unit alone; each unit is one when left out.
    population : array of float, shape (n_units,)
        How many secondary units the primary unit of each unit has in the population.

    Returns
    -------
    SurveyDesign
        Its variance has that of the second stage, times the share of primary units drawn.

    Raises
    ------
    InputError
        As `survey_design`.

    Notes
    -----
    R's ``svydesign(ids = ~psus + units, fpc = ~population1 + population2)``. Where the first stage
    has no finite population, the second adds nothing, as the first holds all of the variance.

    References
    ----------
    Särndal, Swensson and Wretman, 1992, result 4.3.1.
    """
    first = design.stages[0]
    unit_of_row = (
        np.arange(design.n_units)
        if units is None
        else _numbered(units, design.n_units, "secondary units")[1]
    )
    names = [f"primary unit {place + 1}" for place in range(len(first.stratum_of_unit))]
    stage = _stage(unit_of_row, first.unit_of_row, population, names=names)
    return replace(design, stages=(first, stage))


def _check_model(selection: Selection, model: str | None) -> None:
    if (selection is Selection.DECLARED_MODEL) != bool(model):
        raise InputError(
            "Expected a model in words where the selection declares one, and only there, got "
            f"{selection.value} {'with' if model else 'without'} a model. Say under which "
            "assumptions those who answered count as drawn."
        )


def _numbered(
    labels: ArrayLike | None, count: int, what: str
) -> tuple[list[str], NDArray[np.int64]]:
    """Give labels their numbers in their own order: the order of the rows plays no part."""
    given = np.zeros(count, dtype=np.int64) if labels is None else np.asarray(labels)
    if given.shape != (count,):
        raise InputError(
            f"Expected {what} of {count} units, got shape {given.shape}. Give one for each unit."
        )
    names, numbers = np.unique(given, return_inverse=True)
    return [str(name) for name in names], numbers.astype(np.int64)


def _stage(
    unit_of_row: NDArray[np.int64],
    stratum_of_row: NDArray[np.int64],
    population: ArrayLike | None,
    *,
    names: Sequence[str],
) -> Stage:
    n_units = int(unit_of_row.max()) + 1
    stratum_of_unit = np.empty(n_units, dtype=np.int64)
    stratum_of_unit[unit_of_row] = stratum_of_row
    if (stratum_of_unit[unit_of_row] != stratum_of_row).any():
        raise InputError(
            "Expected each sampled unit in one stratum, got some in two. Where labels are used "
            "again from stratum to stratum, put the stratum's name before them."
        )
    n_sampled = np.bincount(stratum_of_unit, minlength=len(names))
    n_population = _populations(population, stratum_of_row, names)
    for place in np.flatnonzero(n_population < n_sampled).tolist():
        raise InputError(
            f"Expected a population of at least the {n_sampled[place]} units drawn in stratum "
            f"{names[place]!r}, got {n_population[place]:g}. Count the units of the frame."
        )
    return Stage(
        unit_of_row=unit_of_row,
        stratum_of_unit=stratum_of_unit,
        n_sampled=n_sampled,
        n_population=n_population,
    )


def _populations(
    population: ArrayLike | None, stratum_of_row: NDArray[np.int64], names: Sequence[str]
) -> NDArray[np.float64]:
    """Return the population of each stratum, which all its rows must say alike."""
    counts = np.full(len(names), np.inf)
    if population is None:
        return counts
    given = np.asarray(population, dtype=np.float64)
    if given.shape != stratum_of_row.shape:
        raise InputError(
            f"Expected the population of the stratum of each of {len(stratum_of_row)} units, got "
            f"shape {given.shape}. Give one number for each unit."
        )
    counts[stratum_of_row] = given
    for place in np.unique(stratum_of_row[counts[stratum_of_row] != given]).tolist():
        raise InputError(
            f"Expected one population for stratum {names[place]!r}, got several, or none. "
            "Give all units of a stratum the same number."
        )
    return counts
