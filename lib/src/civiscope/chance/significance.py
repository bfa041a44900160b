"""What chance would give: chi-squares, exact tails and false discoveries, without SciPy."""

import math
from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray

LN_10 = math.log(10.0)


def signed_chi_squares(
    presences: NDArray[np.int64],
    *,
    sizes: NDArray[np.int64],
    totals: NDArray[np.int64],
    n_answers: int,
) -> NDArray[np.float64]:
    """Measure each cell against the rest of its two by two table, with the sign of the difference.

    Parameters
    ----------
    presences : ndarray of int64, shape (n_themes, n_entries)
        Answers of the theme with the lemma.
    sizes : ndarray of int64, shape (n_themes,)
        Answers of the theme.
    totals : ndarray of int64, shape (n_entries,)
        Answers with the lemma.
    n_answers : int
        Answers in all.

    Returns
    -------
    ndarray of float64, shape (n_themes, n_entries)
        Pearson's chi-square of one degree of freedom, without continuity correction; negative
        where the cell is under its expectation, 0 where a margin is empty or whole.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import signed_chi_squares
    >>> signed_chi_squares(
    ...     np.array([[8, 2], [2, 8]]),
    ...     sizes=np.array([10, 10]),
    ...     totals=np.array([10, 10]),
    ...     n_answers=20,
    ... ).round(6).tolist()
    [[7.2, -7.2], [-7.2, 7.2]]
    """
    themes, entries = sizes.astype(np.float64)[:, None], totals.astype(np.float64)
    surplus = presences * float(n_answers) - themes * entries
    spread = themes * (n_answers - themes) * entries * (n_answers - entries)
    has_spread = spread > 0
    squares = surplus * np.abs(surplus) * n_answers
    return np.asarray(np.where(has_spread, squares / np.where(has_spread, spread, 1.0), 0.0))


def specificities(
    presences: NDArray[np.int64],
    *,
    sizes: NDArray[np.int64],
    totals: NDArray[np.int64],
    n_answers: int,
) -> NDArray[np.float64]:
    """Measure how surprising each cell is when answers are dealt out at random.

    Parameters
    ----------
    presences, sizes, totals, n_answers
        As in `signed_chi_squares`.

    Returns
    -------
    ndarray of float64, shape (n_themes, n_entries)
        The decimal digits of the probability of a cell as extreme or more, on its own side of
        the expectation: 3 for one in a thousand, -3 where the cell is under its expectation.

    Notes
    -----
    The tail of the hypergeometric law is summed term by term from the cell outwards, which stays
    exact where the probability is far under the smallest floating-point number. The first term
    comes from log-gamma: at ten million answers the probability is right to six digits.

    References
    ----------
    Lafon, 1980, "Sur la variabilité de la fréquence des formes dans un corpus", Mots 1.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import specificities
    >>> specificities(
    ...     np.array([[3]]), sizes=np.array([3]), totals=np.array([3]), n_answers=6
    ... ).round(3).tolist()
    [[1.301]]
    """
    digits = np.empty(presences.shape)
    _specificities(presences, sizes, totals, n_answers, digits)
    return digits


def poisson_digits(seen: NDArray[np.int64], expected: NDArray[np.float64]) -> NDArray[np.float64]:
    """Measure how surprising counts are that were expected to be smaller.

    Parameters
    ----------
    seen : ndarray of int64, shape (n_counts,)
        The counts.
    expected : ndarray of float64, shape (n_counts,)
        Their expectations, positive where the count is.

    Returns
    -------
    ndarray of float64, shape (n_counts,)
        The decimal digits of the probability of a count as high or higher under Poisson's law: 3
        for one in a thousand; 0 for a count of 0.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import poisson_digits
    >>> poisson_digits(np.array([0, 1, 10]), np.array([1.0, 1.0, 1.0])).round(3).tolist()
    [0.0, 0.199, 6.953]
    """
    digits = np.zeros(len(seen))
    _poisson_digits(seen, expected, digits)
    return digits


def adjusted_digits(digits: NDArray[np.float64], *, n_tests: int) -> NDArray[np.float64]:
    """Adjust p-values, given as decimal digits, by their false discovery rate.

    Parameters
    ----------
    digits : ndarray of float64, shape (n_p_values,)
        Each p-value as -log10 p: those under the smallest floating-point number keep their order.
    n_tests : int
        How many tests were made; those that are not listed are taken to have found nothing, which
        is on the side of caution.

    Returns
    -------
    ndarray of float64, shape (n_p_values,)
        The q-values in the same form, at least 0.

    References
    ----------
    Benjamini and Hochberg, 1995, "Controlling the false discovery rate", JRSS B 57(1).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import adjusted_digits
    >>> adjusted_digits(np.array([2.0, 5.0]), n_tests=100).round(3).tolist()
    [0.301, 3.0]
    """
    order = np.argsort(-digits, kind="stable")
    lost = np.log10(n_tests / np.arange(1, len(digits) + 1))
    adjusted = np.empty_like(digits)
    adjusted[order] = np.maximum.accumulate((digits[order] - lost)[::-1])[::-1]
    return np.maximum(adjusted, 0.0)


def upper_tails(
    seen: NDArray[np.int64],
    *,
    drawn: NDArray[np.int64],
    marked: NDArray[np.int64],
    total: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the probability of as many marked among those drawn, or more.

    Parameters
    ----------
    seen, drawn, marked, total : ndarray of int64, any one shape
        Marked ones seen among those drawn, how many were drawn without replacement, how many are
        marked, how many there are.

    Returns
    -------
    ndarray of float64, same shape
        One-sided p-values of Fisher's exact test; 1 where nothing was drawn.

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import upper_tails
    >>> three, six = np.array([3]), np.array([6])
    >>> upper_tails(three, drawn=three, marked=three, total=six).round(3).tolist()
    [0.05]
    """
    digits = np.empty(seen.size)
    _tails(seen.ravel(), drawn.ravel(), marked.ravel(), total.ravel(), digits)
    return np.asarray(10.0**-digits).reshape(seen.shape)


def two_sided_p_values(deviates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability that a normal deviate is as far from 0, either side.

    Parameters
    ----------
    deviates : ndarray of float64, any shape
        In standard deviations.

    Returns
    -------
    ndarray of float64, same shape

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import two_sided_p_values
    >>> two_sided_p_values(np.array([0.0, -1.959964])).round(4).tolist()
    [1.0, 0.05]
    """
    tails = [math.erfc(abs(deviate) / math.sqrt(2)) for deviate in deviates.ravel().tolist()]
    return np.array(tails).reshape(deviates.shape)


def holm(
    p_values: NDArray[np.float64], *, is_test: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Adjust p-values so that a threshold bounds the chance of any false discovery.

    Parameters
    ----------
    p_values : ndarray of float64, any shape
        In [0, 1].
    is_test : ndarray of bool, same shape, optional
        False where nothing was tested; such cells do not count, and keep the value 1.

    Returns
    -------
    ndarray of float64, same shape
        Those of at most .05 are all true discoveries in nineteen families of tests out of twenty,
        whatever the tests have to do with each other. R's ``p.adjust(method = "holm")``.

    References
    ----------
    Holm, 1979, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6(2).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import holm
    >>> holm(np.array([0.01, 0.04, 0.02, 0.5])).round(3).tolist()
    [0.04, 0.08, 0.06, 0.5]
    """
    return _adjusted(
        p_values,
        is_test,
        lambda ordered: np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1)),
    )


def benjamini_hochberg(
    p_values: NDArray[np.float64], *, is_test: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Adjust p-values so that a threshold bounds the share of false discoveries.

    Parameters
    ----------
    p_values : ndarray of float64, any shape
        In [0, 1].
    is_test : ndarray of bool, same shape, optional
        False where nothing was tested; such cells do not count, and keep the value 1.

    Returns
    -------
    ndarray of float64, same shape
        q-values: those of at most .05 hold one false discovery in twenty on average, when the
        tests are independent or positively dependent.

    References
    ----------
    Benjamini and Hochberg, 1995, "Controlling the false discovery rate", JRSS B 57(1).

    Examples
    --------
    >>> import numpy as np
    >>> from civiscope.chance.significance import benjamini_hochberg
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.02, 0.5])).round(3).tolist()
    [0.04, 0.053, 0.04, 0.5]
    """
    return _adjusted(p_values, is_test, _false_discovery_rates)


def _false_discovery_rates(ordered: NDArray[np.float64]) -> NDArray[np.float64]:
    scaled = ordered * (len(ordered) / np.arange(1, len(ordered) + 1))
    return np.asarray(np.minimum.accumulate(scaled[::-1])[::-1])


def _adjusted(
    p_values: NDArray[np.float64],
    is_test: NDArray[np.bool_] | None,
    adjust: Callable[[NDArray[np.float64]], NDArray[np.float64]],
) -> NDArray[np.float64]:
    """Adjust the p-values of what was tested, given to `adjust` in increasing order."""
    is_counted = np.ones(p_values.shape, dtype=np.bool_) if is_test is None else is_test
    tested = p_values[is_counted]
    order = np.argsort(tested, kind="stable")
    adjusted = np.empty_like(tested)
    adjusted[order] = adjust(tested[order])
    found = np.ones(p_values.shape)
    found[is_counted] = np.minimum(adjusted, 1.0)
    return found


@njit(cache=True, nogil=True)
def _poisson_digits(seen, expected, digits):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for place in range(len(seen)):
        count, mean = seen[place], expected[place]
        if count == 0:
            continue
        # From the count upwards, or from the one below it downwards: on the side where terms fall.
        is_above = count >= mean
        x = count if is_above else count - 1
        first = x * math.log(mean) - mean - math.lgamma(x + 1.0)
        term, total = 1.0, 1.0
        while term >= 1e-17 * total:
            x += is_above
            term *= mean / x if is_above else x / mean
            x -= not is_above
            total += term
        tail = first + math.log(total)
        digits[place] = max(0.0, -(tail if is_above else math.log1p(-math.exp(tail))) / LN_10)


@njit(cache=True, nogil=True)
def _specificities(presences, sizes, totals, n_answers, digits):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for theme in range(len(sizes)):
        for entry in range(len(totals)):
            seen, drawn, marked = presences[theme, entry], sizes[theme], totals[entry]
            if seen * n_answers >= drawn * marked:
                digits[theme, entry] = _upper_tail_digits(seen, drawn, marked, n_answers)
            else:
                # As many unmarked answers are drawn too many as marked ones too few.
                unmarked = n_answers - marked
                digits[theme, entry] = -_upper_tail_digits(drawn - seen, drawn, unmarked, n_answers)


@njit(cache=True, nogil=True)
def _tails(seen, drawn, marked, total, digits):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    for place in range(len(seen)):
        digits[place] = _upper_tail_digits(seen[place], drawn[place], marked[place], total[place])


@njit(cache=True, nogil=True)
def _upper_tail_digits(seen, drawn, marked, n_answers):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    """Return -log10 P(X >= seen), X marked answers among those drawn without replacement."""
    rest = n_answers - marked - drawn
    term, total = 1.0, 1.0
    for x in range(seen, min(drawn, marked)):
        term *= (float(drawn - x) / float(x + 1)) * (float(marked - x) / float(rest + x + 1))
        total += term
        if term < 1e-17 * total:
            break
    first = (
        _log_choose(marked, seen)
        + _log_choose(n_answers - marked, drawn - seen)
        - _log_choose(n_answers, drawn)
    )
    return max(0.0, -(first + math.log(total)) / LN_10)


@njit(cache=True, nogil=True)
def _log_choose(n, k):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
    return math.lgamma(n + 1.0) - math.lgamma(k + 1.0) - math.lgamma(n - k + 1.0)
