"""The fictitious barometer, published once for all tests."""

import csv
import shutil
from pathlib import Path

import pytest

from civiscope.runs.survey.publish import publish_survey

SOURCE = Path(__file__).parents[5] / "examples" / "fictitious-barometer"


@pytest.fixture
def source(tmp_path):
    return Path(shutil.copytree(SOURCE, tmp_path / "survey"))


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """Return the release, and the folder that it was published in."""
    folder = tmp_path_factory.mktemp("published") / "barometer"
    return publish_survey(SOURCE, folder), folder


@pytest.fixture(scope="session")
def release(published):
    return published[0]


@pytest.fixture(scope="session")
def folder(published):
    return published[1]


@pytest.fixture(scope="session")
def read():
    def read(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
