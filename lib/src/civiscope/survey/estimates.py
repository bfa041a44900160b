"""What estimators return: values, what each sampled unit adds to their variance, and a base."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from civiscope.errors import InputError
from civiscope.survey.design import Selection
from civiscope.weighting.sums import combinations, products, sums_by_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """Estimates from one sample, which vary together.

    Attributes
    ----------
    values : ndarray of float64, shape (n_estimates,)
        In the unit of what was measured; shares in [0, 1].
    contributions : ndarray of float64, shape (n_contributions, n_estimates), or None
        What each sampled unit adds: their products sum to covariances. None where the sample
        chose itself.
    degrees_of_freedom : ndarray of int64, shape (n_estimates,)
        Primary units less strata, where the domain has units.
    joint_freedom : int
        The same where any of the domains has units: that of contrasts.
    n_units : ndarray of int64, shape (n_estimates,)
        The base: how many units of the sample each estimate rests on, unweighted.
    selection : Selection
        Why those who answered are those who answered.
    model : str or None
        The declared model that makes the sample count as drawn, which must stand beside whatever
        follows from the variance.
    is_share : bool
        Whether values are shares, which have intervals of their own.
    """

    values: NDArray[np.float64]
    contributions: NDArray[np.float64] | None
    degrees_of_freedom: NDArray[np.int64]
    joint_freedom: int
    n_units: NDArray[np.int64]
    selection: Selection
    model: str | None
    is_share: bool

    @property
    def variances(self) -> NDArray[np.float64]:
        """Return the variance of each estimate; an error where the sample chose itself."""
        found = self._known()
        one_group = np.zeros(len(found), dtype=np.int64)
        return np.asarray(sums_by_group(found**2, one_group, n_groups=1)[0])

    @property
    def standard_errors(self) -> NDArray[np.float64]:
        """Return the standard error of each estimate; an error where the sample chose itself."""
        return np.sqrt(self.variances)

    @property
    def covariance(self) -> NDArray[np.float64]:
        """Return all covariances; an error where the sample chose itself."""
        found = self._known()
        return products(found, found)

    def contrasts(self, coefficients: ArrayLike) -> "Estimates":
        """Combine estimates linearly, such as one minus another.

        Parameters
        ----------
        coefficients : array of float, shape (n_contrasts, n_estimates)
            What each estimate counts in each contrast.

        Returns
        -------
        Estimates
            Of the smallest base among those that count, and of all degrees of freedom.

        Raises
        ------
        InputError
            Where there is not one coefficient for each estimate.

        Notes
        -----
        Covariances are kept: the change of a share between two editions that the same
        authorities answered has a smaller variance than the sum of both. R's ``svycontrast``.

        Examples
        --------
        >>> from civiscope.survey.design import Selection, survey_design
        >>> from civiscope.survey.estimation import estimate_mean
        >>> design = survey_design(selection=Selection.RANDOM_DRAW, n_units=4)
        >>> means = estimate_mean(design, [[1, 2], [3, 5], [2, 4], [4, 7]])
        >>> difference = means.contrasts([[-1, 1]])
        >>> difference.values.tolist(), difference.standard_errors.round(4).tolist()
        ([2.0], [0.4082])
        """
        counted = np.asarray(coefficients, dtype=np.float64)
        if counted.ndim != 2 or counted.shape[1] != len(self.values):  # noqa: PLR2004  # a table
            raise InputError(
                f"Expected a coefficient for each of {len(self.values)} estimates, got shape "
                f"{counted.shape}. Give one row for each contrast."
            )
        found = self.contributions
        return Estimates(
            values=combinations(self.values[None, :], counted.T)[0],
            contributions=None if found is None else combinations(found, counted.T),
            degrees_of_freedom=np.full(len(counted), self.joint_freedom, dtype=np.int64),
            joint_freedom=self.joint_freedom,
            n_units=_smallest(self.n_units, counted != 0),
            selection=self.selection,
            model=self.model,
            is_share=False,
        )

    def minus(self, other: "Estimates") -> "Estimates":
        """Subtract as many estimates of the same design, such as those of an earlier edition.

        Parameters
        ----------
        other : Estimates
            Of another domain of the design, or of other variables.

        Returns
        -------
        Estimates
            Differences, with the variance that goes with what both share; of the smaller base,
            and of the larger degrees of freedom.

        Raises
        ------
        InputError
            Where there are not as many, or from another design.
        """
        mine, theirs = self.contributions, other.contributions
        shapes = {None if one is None else one.shape for one in (mine, theirs)}
        if self.values.shape != other.values.shape or len(shapes) > 1:
            raise InputError(
                f"Expected {len(self.values)} estimates from the same design, got "
                f"{len(other.values)}, or another design. Stack both samples in one design, and "
                "estimate each in its domain."
            )
        freedom = max(self.joint_freedom, other.joint_freedom)
        return Estimates(
            values=self.values - other.values,
            contributions=None if mine is None or theirs is None else mine - theirs,
            degrees_of_freedom=np.full(len(self.values), freedom, dtype=np.int64),
            joint_freedom=freedom,
            n_units=np.minimum(self.n_units, other.n_units),
            selection=self.selection,
            model=self.model,
            is_share=False,
        )

    def _known(self) -> NDArray[np.float64]:
        if self.contributions is None:
            raise InputError(
                "Expected a sample drawn at random, or a declared model, got a self-selected "
                "sample: it has no standard error. Show its base, who answered against the "
                "register, and a sensitivity range."
            )
        return self.contributions


def _smallest(numbers: NDArray[np.int64], is_counted: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.asarray(np.where(is_counted, numbers, numbers.max()).min(axis=1))
