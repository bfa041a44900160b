import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.survey.selftest import cases, comparison
from civiscope.survey.selftest.comparison import compare
from civiscope.survey.selftest.r_data import RData, cases_of, published_cases_of
from civiscope.survey.selftest.reference import expected_values, values_of_lines

ROOT = Path(__file__).parents[5]
REFERENCE = Path(os.environ.get("CIVISCOPE_REAL_DATA", "real-data-not-named"), "survey-reference")
is_given = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason="CIVISCOPE_REAL_DATA names no folder with survey-reference"
)
has_r = pytest.mark.skipif(
    shutil.which("Rscript") is None or not Path("/usr/lib/R/site-library/survey").is_dir(),
    reason="no R with its package survey: install r-base-core, r-cran-survey and r-cran-mass",
)


@pytest.mark.parametrize("key", cases.CASES)
def test_every_estimate_on_the_fictitious_samples_is_that_of_r(key):
    (found,) = [found for found in compare() if found.key == key]

    assert found.relative_error <= found.tolerance
    assert found.call


def test_every_value_of_the_fictitious_samples_has_its_estimator():
    with_values = {
        key for key, wanted in expected_values("expected.tsv").items() if wanted.values.size
    }

    assert with_values == set(cases.CASES)


@is_given
def test_every_estimate_on_the_data_sets_of_r_is_that_of_r():
    found = compare(REFERENCE)

    assert [one.key for one in found if not one.holds] == []
    assert {one.source for one in found} == {"expected.tsv", "r-data.tsv", "survey-reference"}
    assert {one.key for one in found if one.relative_error is None} == {
        *[f"strat.{domain}ciprop.{method}" for domain in ("", "H.") for method in OTHER_INTERVALS],
        *["strat.glm.est", "strat.glm.se", "strat.logit.est", "strat.logit.se"],
    }


OTHER_INTERVALS = ("logit", "likelihood", "asin", "mean", "xlogit")


@is_given
def test_overlapping_editions_are_in_the_comparison():
    (found,) = [found for found in compare(REFERENCE) if found.key == "editions.change"]

    assert found.relative_error < 1e-10


def test_folder_without_the_data_sets_is_refused(tmp_path):
    with pytest.raises(InputNotFound, match=r"Expected overlapping-editions.csv in"):
        compare(tmp_path)


def test_lines_without_numbers_are_refused():
    with pytest.raises(InputError, match="lines of a key, a tab and numbers"):
        values_of_lines(["mean\t1.5\n", "\n", "mean 2\n"])


def test_wrong_value_does_not_hold(monkeypatch):
    monkeypatch.setitem(cases.CASES, "strat.mean", lambda: np.array([26261.6, 1152.8]))
    monkeypatch.setitem(cases.CASES, "strat.df", lambda: np.array([146.0]))

    found = {one.key: one for one in compare() if not one.holds}

    assert sorted(found) == ["strat.df", "strat.mean"]
    assert found["strat.df"].relative_error == np.inf


@has_r
def test_r_still_gives_the_committed_values(tmp_path):
    for name in ("authorities.csv", "editions.csv"):
        shutil.copy(Path(comparison.__file__).with_name(name), tmp_path)

    command = ["Rscript", "--vanilla", ROOT / "tools" / "survey_reference.R", tmp_path]
    subprocess.run(command, check=True, capture_output=True)

    made = (tmp_path / "expected.tsv").read_text(encoding="utf-8").splitlines()[2:]
    committed = expected_values("expected.tsv")
    assert [line.split("\t")[0] for line in made] == list(committed)
    for line in made:
        key, values, _ = line.split("\t")
        assert np.array(values.split(), dtype=float) == pytest.approx(committed[key].values, 1e-9)


def test_every_case_of_the_data_sets_is_computed(small_data):
    data = RData(small_data)

    found = {**cases_of(data), **published_cases_of(data)}
    values = {key: case() for key, case in found.items()}

    assert all(np.isfinite(value).all() for value in values.values())
    with_values = {
        key for key, wanted in expected_values("r-data.tsv").items() if wanted.values.size
    }
    assert with_values == set(cases_of(data))


def test_data_sets_are_compared_beside_the_fictitious_samples(small_data):
    found = {one.key: one for one in compare(small_data)}

    assert not found["strat.mean.api00.est"].holds
    assert not found["clus2.mean"].holds
