"""Fixtures of the site's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone, translation

from observatory.imports.domain.load import LoadReport, load_pack

PACK = Path(__file__).resolve().parents[2] / "packs" / "observatory-2019"


@pytest.fixture(autouse=True)
def _site_speaks_french() -> None:
    """Put the language back that a page of the test before has left."""
    translation.activate("fr")


@pytest.fixture(scope="session")
def pack_folder() -> Path:
    """Tell where the facts of 2019 lie."""
    return PACK


@pytest.fixture(scope="module")
def pack_2019(django_db_setup: None, django_db_blocker, pack_folder: Path) -> Iterator[LoadReport]:
    """Load the facts of 2019 once for the tests of a module, and roll them back after."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_pack(pack_folder, by=None, at=timezone.now())
        transaction.set_rollback(True)
