"""Names for things of which a file gives identifiers, and labels that several may have."""

from collections import Counter
from collections.abc import Mapping


def distinct_names(
    labels: Mapping[str, str], *, told: Mapping[str, str], otherwise: Mapping[str, str]
) -> dict[str, str]:
    """Name things, no two of them alike.

    Parameters
    ----------
    labels : mapping of str to str
        What each thing is called, by its identifier.
    told : mapping of str to str
        The names of those that have one already.
    otherwise : mapping of str to str
        How to name those of which others have the label; numbers come after it where it must be.

    Examples
    --------
    >>> from civiscope.coding.refi.names import distinct_names
    >>> labels = {"1": "Bus", "2": "Bus", "3": "Tram"}
    >>> distinct_names(labels, told={"3": "t"}, otherwise={"1": "City / Bus", "2": "Bus"})
    {'3': 't', '1': 'City / Bus', '2': 'Bus'}
    """
    shared = Counter(label for key, label in labels.items() if key not in told)
    taken: set[str] = set()
    names = {key: _take(name, taken) for key, name in told.items()}
    for key, label in labels.items():
        if key not in told:
            is_own = label and shared[label] == 1
            names[key] = _take(label if is_own else otherwise[key], taken)
    return names


def _take(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    taken.add(name)
    return name
