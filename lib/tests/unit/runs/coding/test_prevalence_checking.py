"""Checks of published shares."""

import json

import pytest

from civiscope.cli import main
from civiscope.errors import InputError
from civiscope.runs.coding.prevalence import PrevalenceSources, publish_prevalence
from civiscope.runs.coding.prevalence_checking import trace_prevalence, verify_prevalence
from civiscope.runs.coding.sample import SampleSettings, publish_sample, read_sample


@pytest.fixture
def sample(coding, tmp_path):
    publish_sample(coding, tmp_path / "sample", settings=SampleSettings(size=200))
    return tmp_path / "sample"


@pytest.fixture
def shares(coding, sample, code, tmp_path):
    """Give published shares; nobody coded the last contribution of the sample."""
    coded = code("ana", read_sample(sample).sample.identifiers[:-1])
    sources = PrevalenceSources(coding=coding, sample=sample, codings=(coded,), by=("place",))
    publish_prevalence(sources, tmp_path / "shares")
    return tmp_path / "shares"


def failing(checks):
    return [check.what for check in checks if not check.holds]


def rewrite(path, change):
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def test_shares_as_published_hold(shares, coding, sample):
    assert failing(verify_prevalence(shares)) == []

    checks = verify_prevalence(shares, coding=coding, sample=sample)

    assert failing(checks) == []
    assert [check.what for check in checks[-4:]] == [
        f"share of {code}" for code in ("move", "train", "bike", "tax")
    ]


def test_a_changed_share_is_found_and_named(shares, coding, sample):
    rows = (shares / "prevalence.csv").read_text().splitlines(keepends=True)
    cells = rows[4].split(",")
    assert cells[0] == "tax"
    cells[7] = "0.9"
    (shares / "prevalence.csv").write_text("".join([*rows[:4], ",".join(cells)]))

    checks = verify_prevalence(shares, coding=coding, sample=sample)

    assert failing(checks) == ["prevalence.csv", "share of tax"]


def test_a_code_that_is_missing_is_found(shares, coding, sample):
    rewrite(shares / "prevalence.csv", lambda text: "".join(text.splitlines(keepends=True)[:-1]))

    assert "share of tax" in failing(verify_prevalence(shares, coding=coding, sample=sample))


def test_one_folder_without_the_other_is_refused(shares, coding, sample):
    with pytest.raises(InputError, match="--sample"):
        verify_prevalence(shares, coding=coding)
    with pytest.raises(InputError, match="--source"):
        verify_prevalence(shares, sample=sample)


def test_a_damaged_manifest_is_refused(shares, coding, sample):
    manifest = json.loads((shares / "manifest.json").read_text())
    del manifest["level"]
    (shares / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(InputError, match="damaged"):
        verify_prevalence(shares, coding=coding, sample=sample)


def test_a_code_leads_to_what_people_gave_it(shares, sample, truth):
    names = read_sample(sample).sample.identifiers[:-1]

    assert trace_prevalence(shares, "tax") == [name for name in names if truth[name][2]]


def test_an_unknown_code_is_refused_with_the_nearest(shares):
    with pytest.raises(InputError, match="Near: train"):
        trace_prevalence(shares, "trains")
    with pytest.raises(InputError, match=r"found zzz\.$"):
        trace_prevalence(shares, "zzz")


def test_shares_of_nothing_have_no_codes(shares):
    rewrite(shares / "coded.csv", lambda text: text.splitlines(keepends=True)[0])

    with pytest.raises(InputError, match="found tax"):
        trace_prevalence(shares, "tax")


def test_shares_are_verified_and_traced_from_the_command_line(shares, coding, sample, capsys):
    folders = ["--source", str(coding), "--sample", str(sample)]

    assert main(["coding", "verify", str(shares), *folders]) == 0
    assert "holds   share of tax: published 0." in capsys.readouterr().out
    assert main(["coding", "trace", str(shares), "tax"]) == 0
    assert capsys.readouterr().out.splitlines() == trace_prevalence(shares, "tax")
