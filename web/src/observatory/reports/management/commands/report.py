"""`observatory report`: write, verify, publish, compare and correct the yearly report."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import set_urlconf
from django.utils import timezone

from observatory.reports.domain import telling
from observatory.reports.domain.telling import Told


class Command(BaseCommand):
    """Writes a year's report, or does with it what the first word says."""

    help = (
        "Write a year's activity report: `report 2019 --out FOLDER`. "
        "`report verify FOLDER` tells which of its figures still hold; `report publish 2019` "
        "freezes it on the site; `report compare 2019` shows what writing it again would change; "
        "`report erratum 2019 --fr … --en …` publishes a correction."
    )

    # Checks import every page of the site; `observatory check` and CI run them.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, with what."""
        parser.add_argument(
            "what", metavar="YEAR|verify|compare|publish|erratum", help="a year, or what to do"
        )
        parser.add_argument("target", nargs="?", default="", help="the year, or a report's folder")
        parser.add_argument("--out", type=Path, metavar="FOLDER", help="where to write the files")
        parser.add_argument(
            "--lang", choices=("fr", "en"), default="fr", help="language of the report"
        )
        parser.add_argument("--fr", default="", metavar="TEXT", help="what is corrected, in French")
        parser.add_argument(
            "--en", default="", metavar="TEXT", help="what is corrected, in English"
        )
        parser.add_argument(
            "--regenerate",
            action="store_true",
            help="with `erratum`: say what the database says now, not what was published",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, print what was done, and leave with the exit code of the outcome."""
        # What a report leads to is public: the editors' pages need not be gathered for it.
        set_urlconf("observatory.public_urls")
        try:
            told = _told(options["what"], options["target"], options)
        finally:
            set_urlconf(None)
        (self.stdout if told.exit_code == 0 else self.stderr).write(told.text)
        if told.exit_code:
            sys.exit(told.exit_code)


def _told(what: str, target: str, options: dict[str, Any]) -> Told:
    match what:
        case "verify":
            return telling.tell_verified(Path(target))
        case "compare":
            return telling.tell_compared(target, options["lang"])
        case "publish":
            return telling.tell_published(target, at=timezone.now())
        case "erratum":
            texts = {language: options[language] for language in ("fr", "en")}
            return telling.tell_corrected(
                target, texts, at=timezone.now(), regenerate=options["regenerate"]
            )
        case _:
            return telling.tell_written(what, options["out"], options["lang"])
