"""Local authorities as tables: frames that samples are drawn from."""

from collections import Counter, defaultdict
from typing import Literal, TypeAlias

import pyarrow as pa

from civiscope.territory.codes import departments
from civiscope.territory.communes import communes
from civiscope.territory.levels import intercommunalities, overseas_collectivities, regions
from civiscope.territory.populations import place_of, populations

Frame: TypeAlias = Literal["commune", "department", "intercommunality", "region"]

_STRINGS = pa.list_(pa.string())


def sampling_frame(kind: Frame) -> pa.Table:
    """Return all local authorities of a kind as a table.

    Parameters
    ----------
    kind : {"commune", "department", "intercommunality", "region"}
        Which ones.

    Returns
    -------
    pyarrow.Table
        One row for each, in the order of codes. All have ``code``, ``name`` and ``population``;
        also

        - communes: ``department_code``, ``department_name``, ``region_code``, ``region_name``,
          ``intercommunality_code``, ``intercommunality_name``, ``size_class``, ``postal_codes``;
        - départements: ``region_code``, ``region_name``, ``communes`` (how many);
        - intercommunalities: ``nature``, ``department_codes``, ``communes``;
        - regions: ``department_codes``, ``communes``.

        Communes overseas that are in no département have their collectivity there, and no region.

    Notes
    -----
    A territory is not always an authority. The 101 départements are the territories: Paris is
    commune and département at once, the Métropole de Lyon is what the département is elsewhere
    for a part of 69, Corse, Guyane, Martinique and Mayotte have one authority for département and
    region, and 67 and 68 share one. A frame of councils is made from this table and that
    knowledge.

    Examples
    --------
    >>> from civiscope.territory import sampling_frame
    >>> frame = sampling_frame("commune")
    >>> frame.num_rows, frame.slice(0, 1)["name"].to_pylist()
    (34969, ['L’Abergement-Clémenciat'])
    """
    return _FRAMES[kind]()


def _communes() -> pa.Table:
    places = {found.code: found.name for found in departments()}
    places |= {found.code: found.name for found in overseas_collectivities()}
    parts = {found.code: found.name for found in regions()}
    groups = {found.code: found.name for found in intercommunalities()}
    held = communes()
    return pa.table(
        {
            "code": pa.array([one.code for one in held]),
            "name": pa.array([one.name for one in held]),
            "department_code": pa.array([one.department_code for one in held]),
            "department_name": pa.array([places[one.department_code] for one in held]),
            "region_code": pa.array([one.region_code for one in held]),
            "region_name": pa.array([parts.get(one.region_code or "") for one in held]),
            "intercommunality_code": pa.array([one.intercommunality_code for one in held]),
            "intercommunality_name": pa.array(
                [groups.get(one.intercommunality_code or "") for one in held]
            ),
            "population": pa.array([one.population for one in held], pa.int64()),
            "size_class": pa.array([place_of(one, "size") for one in held]),
            "postal_codes": pa.array([one.postal_codes for one in held], _STRINGS),
        }
    )


def _departments() -> pa.Table:
    counts = Counter(commune.department_code for commune in communes())
    held, inhabitants = departments(), populations("department")
    return pa.table(
        {
            "code": pa.array([one.code for one in held]),
            "name": pa.array([one.name for one in held]),
            "region_code": pa.array([one.region_code for one in held]),
            "region_name": pa.array([one.region_name for one in held]),
            "communes": pa.array([counts[one.code] for one in held]),
            "population": pa.array([inhabitants[one.code] for one in held]),
        }
    )


def _intercommunalities() -> pa.Table:
    held = intercommunalities()
    lies_in: dict[str, set[str]] = defaultdict(set)
    for commune in communes():
        lies_in[commune.intercommunality_code or ""].add(commune.department_code)
    return pa.table(
        {
            "code": pa.array([one.code for one in held]),
            "name": pa.array([one.name for one in held]),
            "nature": pa.array([one.nature for one in held]),
            "department_codes": pa.array([sorted(lies_in[one.code]) for one in held], _STRINGS),
            "communes": pa.array([len(one.commune_codes) for one in held]),
            "population": pa.array([one.population for one in held]),
        }
    )


def _regions() -> pa.Table:
    counts = Counter(commune.region_code for commune in communes())
    held, inhabitants = regions(), populations("region")
    return pa.table(
        {
            "code": pa.array([one.code for one in held]),
            "name": pa.array([one.name for one in held]),
            "department_codes": pa.array([one.department_codes for one in held], _STRINGS),
            "communes": pa.array([counts[one.code] for one in held]),
            "population": pa.array([inhabitants[one.code] for one in held]),
        }
    )


_FRAMES = {
    "commune": _communes,
    "department": _departments,
    "intercommunality": _intercommunalities,
    "region": _regions,
}
