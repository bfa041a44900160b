"""Time the yearly report: the facts of 2019, then a year with 10,000 records.

`make bench-report` runs it. The command is timed as a whole process, as someone who
types it waits for it; then each format on its own. Beside them stands what an office
suite takes to print the same report: LibreOffice, where it is installed, turning our
Word file into a PDF.
"""

import argparse
import datetime as dt
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command

RUNS = 5
YEAR, MANY = 2019, 10_000
# What the whole set may take with the facts of 2019, in seconds.
BUDGET_SECONDS = 3.0
ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Time and print; return 1 when the report of 2019 is over budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=MANY)
    arguments = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load", str(ROOT / "packs" / "observatory-2019"), stdout=io.StringIO())
    with tempfile.TemporaryDirectory() as folder:
        seconds = _command_seconds(Path(folder))
        print(f"facts of {YEAR}: the command, every file: {seconds:.2f} s (median of {RUNS} runs)")
        _print_formats()
        _print_office(Path(folder))
    _fill(arguments.records)
    print(f"a year with {arguments.records:,} records more:")
    _print_formats()
    return int(seconds > BUDGET_SECONDS)


def _command_seconds(folder: Path) -> float:
    command = [sys.executable, "-m", "observatory", "report", str(YEAR), "--out", str(folder)]
    return statistics.median(
        _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
        for _ in range(RUNS)
    )


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _print_formats() -> None:
    """Print what each step takes in a process that is already running."""
    from observatory.reports.domain.publish import current_report  # noqa: PLC0415  # app registry is ready only here

    steps = _steps()
    print(f"  {'facts and text':<16}{_seconds(lambda: current_report(YEAR, 'fr')):8.2f} s")
    for name, act in steps.items():
        content: list[bytes] = []
        seconds = _seconds(lambda act=act, content=content: content.append(act()))
        print(f"  {name:<16}{seconds:8.2f} s {len(content[0]):>12,} bytes")


def _steps() -> dict[str, Callable[[], bytes]]:
    from civiscope.publication.html import render_html  # noqa: PLC0415  # app registry is ready only here
    from civiscope.publication.pdf import render_pdf  # noqa: PLC0415  # app registry is ready only here
    from civiscope.publication.word import render_docx  # noqa: PLC0415  # app registry is ready only here
    from observatory.reports.domain.files import (  # noqa: PLC0415  # app registry is ready only here
        figures_csv,
        shown,
        snapshot_of,
    )
    from observatory.reports.domain.publish import current_report  # noqa: PLC0415  # app registry is ready only here

    report = current_report(YEAR, "fr")
    document = shown(snapshot_of(report), "")
    return {
        "PDF": lambda: render_pdf(document),
        "HTML": lambda: render_html(document),
        "DOCX": lambda: render_docx(document),
        "figures.csv": lambda: figures_csv(report.figures),
    }


def _print_office(folder: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        print("  LibreOffice is not installed: no comparison")
        return
    document = next(folder.glob("*.docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder / "pdf"), str(document)]
    subprocess.run(command, check=True, capture_output=True)  # its first run makes its profile
    theirs = _seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    ours = _seconds(_steps()["PDF"])
    print(f"  LibreOffice prints the Word file in {theirs:.2f} s, × {theirs / ours:.0f} our PDF")


def _fill(count: int) -> None:
    """Put generated records beside the facts, all of one year."""
    from generated import fill  # noqa: PLC0415  # app registry is ready only here

    from observatory.records.models import Record  # noqa: PLC0415  # app registry is ready only here
    from observatory.search.domain.index import rebuild  # noqa: PLC0415  # app registry is ready only here

    fill(count, start=1)
    Record.objects.filter(key__startswith="g").exclude(kind__in=("person", "organisation")).update(
        date=str(YEAR), date_earliest=dt.date(YEAR, 1, 1), date_latest=dt.date(YEAR, 12, 31)
    )
    print(f"{rebuild():,} public records")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as var:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "observatory.settings.test")
        os.environ["OBSERVATORY_VAR"] = var
        django.setup()
        raise SystemExit(main())
