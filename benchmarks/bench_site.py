"""Time the site on 100,000 generated records, beside Datasette on the same table.

`make bench-site` runs it. The database is a scratch one, dropped at the end: a
file for SQLite, the default, or the test database of the server that DATABASE_URL
names. Times are those of the server: a request through all of the site, its
middleware and templates, and no network.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

REQUESTS = 300
WARM_UP = 30
FEW, MANY = 1_000, 100_000
# What a page may take at the 95th percentile, in milliseconds.
BUDGET_MS = 60.0
HOME, LIST, FACETS, SEARCH, RECORD = "home", "list", "list, 3 facets", "search", "record"
PAGES = (HOME, LIST, FACETS, SEARCH, RECORD)
IN_BUDGET = (LIST, FACETS, SEARCH)
DATASETTE = "Datasette, 3 facets"
# Words of one or two letters are rarely typed.
SHORTEST_TYPED = 3
# The share of searches with a letter missing.
TYPING_ERRORS = 0.1
OK = 200


def main() -> int:
    """Fill, time and compare; return 1 when a page is over budget or its queries grow."""
    arguments = _arguments()
    print(
        f"{connection.vendor}, {arguments.records:,} records, {arguments.requests} requests a page"
    )
    with tempfile.TemporaryDirectory() as folder, _scratch_database(Path(folder)):
        few, many = _filled(arguments.records)
        _print_row("queries a page", *PAGES)
        _print_row(f"{FEW:,} records", *few)
        _print_row(f"{arguments.records:,} records", *many)
        times = {page: _page_times(page, arguments.requests) for page in PAGES}
        if connection.vendor == "sqlite":
            times[DATASETTE] = asyncio.run(_datasette_times(arguments.requests))
    _print_times(times)
    slow = [page for page in IN_BUDGET if _percentile(times[page], 95) > BUDGET_MS]
    print(f"over {BUDGET_MS:.0f} ms at p95: {', '.join(slow) or 'none'}")
    return int(bool(slow) or few != many)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=MANY)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    return parser.parse_args()


@contextmanager
def _scratch_database(folder: Path) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "scratch.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def _filled(records: int) -> tuple[list[int], list[int]]:
    """Fill the database in two steps; return the queries each page took after each."""
    from generated import fill  # noqa: PLC0415  # app registry is ready only here

    fill(FEW)
    few = [_queries(page) for page in PAGES]
    start = time.perf_counter()
    entries = fill(records, start=FEW)
    print(f"{entries:,} public records written and indexed in {time.perf_counter() - start:.0f} s")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what a server does by itself in quiet times
    # The garbage collector need not walk, at each request, through what filling left behind.
    gc.collect()
    gc.freeze()
    return few, [_queries(page) for page in PAGES]


# ---------------------------------------------------------------- what people open


def _addresses(page: str) -> list[str]:
    """Return addresses of a page, as people would open one after another."""
    match page:
        case "home":
            return ["/"]
        case "list":
            return ["/dispositifs/", "/acteurs/", "/personnes/", "/evenements/", "/cas/"]
        case "list, 3 facets":
            return [f"/dispositifs/?{urlencode(filters)}" for filters in _three_facets()]
        case "search":
            return [f"/recherche/?{urlencode({'q': typed})}" for typed in _typed()]
        case _:
            return [entry.get_absolute_url() for entry in _some_entries()]


def _three_facets() -> list[dict[str, str]]:
    return [
        {"level": level, "mode": mode, "year": year}
        for year in ("2024", "2021", "2018", "2012")
        for level in ("informer", "consulter", "concerter")
        for mode in ("en-ligne", "hybride", "en-presence")
    ]


def _typed() -> list[str]:
    """Return what people type: names, one to three words of titles, some with a typing error."""
    drawn = random.Random(2019)  # noqa: S311  # drawn to be repeated, not to be secret
    typed = []
    for entry in _some_entries():
        words = [word for word in entry.title_fr.split() if len(word) >= SHORTEST_TYPED]
        asked = drawn.sample(words, min(len(words), drawn.randint(1, 3)))
        if drawn.random() < TYPING_ERRORS:
            asked[0] = asked[0][:2] + asked[0][3:]
        typed.append(" ".join(asked))
    return typed


def _some_entries() -> list[Any]:
    """Return entries of every kind, the same at every run."""
    from observatory.search.models import Entry  # noqa: PLC0415  # app registry is ready only here

    keys = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(1).sample(keys, min(len(keys), REQUESTS))  # noqa: S311  # the same
    entries = Entry.objects.in_bulk(chosen)
    return [entries[key] for key in chosen]


# ---------------------------------------------------------------- the site


def _queries(page: str) -> int:
    """Return how many queries a page takes: the same page, however many records there are."""
    same = {SEARCH: "/recherche/?q=budget+participatif", RECORD: "/dispositifs/g1/"}
    address = same.get(page) or _addresses(page)[0]
    client = Client()
    _get(client, address)
    with CaptureQueriesContext(connection) as queries:
        _get(client, address)
    return len(queries)


def _get(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != OK:
        raise SystemExit(f"{address} answered {status}")


def _page_times(page: str, requests: int) -> list[float]:
    client = Client()
    addresses = cycle(_addresses(page))
    for address in islice(addresses, WARM_UP):
        _get(client, address)
    return [_milliseconds(lambda: _get(client, next(addresses))) for _ in range(requests)]


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


# ---------------------------------------------------------------- Datasette


async def _datasette_times(requests: int) -> list[float]:
    """Time Datasette's page of the same table, narrowed and counted by the same three facets."""
    from datasette.app import Datasette  # noqa: PLC0415  # optional package

    path = Path(str(connection.settings_dict["NAME"]))
    # Read only, which spares it counting rows; and told to wait for facets that take long.
    limits = {"facet_time_limit_ms": 60_000, "sql_time_limit_ms": 60_000}
    datasette = Datasette(immutables=[str(path)], settings=limits)
    await datasette.invoke_startup()
    columns = {"level": "facet_2", "mode": "facet_3", "year": "year"}
    addresses = cycle(
        f"/{path.stem}/search_entry?"
        + urlencode(
            [("_size", "25"), ("kind", "exercise"), ("_sort_desc", "sorted_on")]
            + [(columns[name], value) for name, value in filters.items()]
            + [("_facet", column) for column in columns.values()]
        )
        for filters in _three_facets()
    )
    times = []
    for number, address in enumerate(islice(addresses, WARM_UP + requests)):
        start = time.perf_counter()
        response = await datasette.client.get(address)
        if number >= WARM_UP:
            times.append((time.perf_counter() - start) * 1000)
        if response.status_code != OK:
            raise SystemExit(f"{address} answered {response.status_code}")
    return times


# ---------------------------------------------------------------- what is printed


def _percentile(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


def _print_times(times: dict[str, list[float]]) -> None:
    base = _percentile(times[FACETS], 50)
    _print_row("", "p50 (ms)", "p95 (ms)", "p50, beside our list with 3 facets")
    for name, measured in times.items():
        p50, p95 = _percentile(measured, 50), _percentile(measured, 95)
        _print_row(name, f"{p50:.1f}", f"{p95:.1f}", f"× {p50 / base:.2f}")


def _print_row(label: str, *cells: object) -> None:
    print(f"{label:<22}" + "".join(f"{cell!s:>16}" for cell in cells))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "observatory.settings.test")
    django.setup()
    raise SystemExit(main())
