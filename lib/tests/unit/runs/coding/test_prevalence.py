"""Shares from a coding and a coded sample, from files to a folder."""

from itertools import pairwise

import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.coding.codings import read_codings
from civiscope.errors import InputError
from civiscope.runs.coding.prevalence import PrevalenceSources, estimate_from, publish_prevalence
from civiscope.runs.coding.sample import SampleSettings, publish_sample, read_sample


def drawn_from(coding, folder, **settings):
    publish_sample(
        coding, folder, settings=SampleSettings(**{"size": 300, "double": 60} | settings)
    )
    return folder


def names_of(sample):
    return read_sample(sample).sample.identifiers


@pytest.fixture
def sources(coding, code, tmp_path):
    """Give the sources of shares, coded by one who errs never and another who errs nowhere else."""
    sample = drawn_from(coding, tmp_path / "sample")
    files = code("ana", names_of(sample)), code("ben", names_of(sample)[:50])
    return PrevalenceSources(coding=coding, sample=sample, codings=files)


def test_combined_shares_are_near_the_truth_and_sharper(sources, truth, tmp_path):
    found = publish_prevalence(sources, tmp_path / "out")

    shares = {one.code: one.shares for one in found.codes}
    true = [sum(column) / 1200 for column in zip(*truth.values(), strict=True)]
    for code, share in zip(("train", "bike", "tax"), true, strict=True):
        assert shares[code].combined.low < share < shares[code].combined.high
        narrow = shares[code].combined.high - shares[code].combined.low
        assert narrow < shares[code].human.high - shares[code].human.low
    # The machine gives what it should not to one in ten of the nine in ten that have it not.
    assert shares["bike"].machine > 0.15
    either = sum(train or bike for train, bike, _ in truth.values()) / 1200
    assert shares["move"].combined.low < either < shares["move"].combined.high
    assert found.codes[1].precision.low < 0.9 * 0.3 / (0.9 * 0.3 + 0.1 * 0.7) < 0.95
    assert found.codes[1].recall.low < 0.9 < found.codes[1].recall.high


def test_everything_it_rests_on_is_told(sources, tmp_path, rows_of):
    found = publish_prevalence(sources, tmp_path / "out")

    assert (found.sample.population, found.sample.drawn, found.sample.coded) == (1200, 300, 300)
    assert (found.sample.coders, found.sample.double) == (2, 50)
    assert dict(found.agreement)["tax"].alpha == 1
    rows = rows_of(tmp_path / "out" / "prevalence.csv")
    assert [row["code"] for row in rows] == ["move", "train", "bike", "tax"]
    assert list(rows[0])[:8] == [
        "code", "label", "parent", "machine", "human", "human_low", "human_high", "combined",
    ]  # fmt: skip
    assert rows[1]["parent"] == "move"
    assert float(rows[3]["alpha_low"]) < 1
    assert int(rows[3]["worth"]) > 300
    assert len(rows_of(tmp_path / "out" / "coded.csv")) == 300
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "prevalence.csv", "coded.csv", "manifest.json",
    }  # fmt: skip


def test_same_files_make_the_same_bytes(sources, tmp_path):
    for name in ("one", "two"):
        publish_prevalence(sources, tmp_path / name)

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_shares_are_told_by_variable(sources, tmp_path, rows_of, coding):
    by = PrevalenceSources(
        coding=coding, sample=sources.sample, codings=sources.codings, by=("place",)
    )

    found = publish_prevalence(by, tmp_path / "out")

    assert [(one.variable, one.value, one.size) for one in found.groups] == [
        ("place", "", 400), ("place", "north", 400), ("place", "south", 400),
    ]  # fmt: skip
    assert sum(one.base for one in found.groups) == 300
    rows = rows_of(tmp_path / "out" / "groups.csv")
    assert len(rows) == 3 * 4
    assert {row["value"] for row in rows} == {"", "north", "south"}


def test_small_groups_have_a_base_and_no_share(apply, code, tmp_path, rows_of):
    coding = apply()
    sample = drawn_from(coding, tmp_path / "sample", size=60, double=0)
    sources = PrevalenceSources(
        coding=coding, sample=sample, codings=(code("ana", names_of(sample)),), by=("place",)
    )

    found = publish_prevalence(sources, tmp_path / "out")

    small = [one for one in found.groups if one.base < 30]
    rows = [row for row in rows_of(tmp_path / "out" / "groups.csv") if not row["code"]]
    assert len(rows) == len(small) > 0
    assert {row["combined"] for row in rows} == {""}
    assert found.agreement == ()


def test_stratified_sample_gives_shares_near_the_truth(coding, code, tmp_path, truth):
    sample = drawn_from(coding, tmp_path / "sample", is_stratified=True)
    files = (code("ana", names_of(sample)),)

    found = estimate_from(PrevalenceSources(coding=coding, sample=sample, codings=files))

    tax = sum(has for *_, has in truth.values()) / 1200
    shares = found.codes[3].shares
    assert shares.combined.low < tax < shares.combined.high
    assert found.sample.strata > 1


def test_what_the_machine_learnt_from_counts_by_people_alone(apply, code, tmp_path):
    coding = apply()
    sample = drawn_from(coding, tmp_path / "sample")
    names = names_of(sample)
    files = (code("ana", names),)
    told = [
        estimate_from(
            PrevalenceSources(
                coding=apply(f"learnt{count}", learnt=names[:count]), sample=sample, codings=files
            )
        )
        for count in (0, 100, 300)
    ]

    assert [one.sample.learnt for one in told] == [0, 100, 300]
    widths = [one.codes[3].shares.combined.high - one.codes[3].shares.combined.low for one in told]
    # The less the machine may be believed, the wider the interval; at last it is people's alone.
    assert all(narrow < wide for narrow, wide in pairwise(widths))
    assert told[2].codes[3].shares.combined == told[2].codes[3].shares.human
    assert told[2].codes[3].precision is None


def test_few_contributions_that_nobody_coded_are_told(coding, sources, code, tmp_path, rows_of):
    files = (code("ana", names_of(sources.sample)[:280], name="part.csv"),)
    part = PrevalenceSources(coding=coding, sample=sources.sample, codings=files)

    found = publish_prevalence(part, tmp_path / "out")

    assert (found.sample.drawn, found.sample.coded) == (300, 280)
    assert len(rows_of(tmp_path / "out" / "coded.csv")) == 280


def test_many_contributions_that_nobody_coded_are_refused(coding, sources, code, tmp_path):
    files = (code("ana", names_of(sources.sample)[:260], name="part.csv"),)

    with pytest.raises(InputError, match=r"at least 90% of the 300 .* got none for 40"):
        publish_prevalence(
            PrevalenceSources(coding=coding, sample=sources.sample, codings=files),
            tmp_path / "out",
        )

    assert not (tmp_path / "out").exists()


def test_coders_who_are_even_need_a_decision(coding, sources, code, tmp_path):
    files = (*sources.codings[:1], code("ben", names_of(sources.sample)[:50], errs=0.2))
    even = PrevalenceSources(coding=coding, sample=sources.sample, codings=files)
    decisions = tmp_path / "decisions.csv"
    found = read_codings(
        files, identifiers=names_of(sources.sample), codes=("train", "bike", "tax")
    )
    lines = [f"{name},{code},1" for name in found.identifiers for code in found.codes]
    decisions.write_text("\n".join(["contribution_id,code,decision", *lines]), encoding="utf-8")

    with pytest.raises(InputError, match="Expected a decision wherever coders are even"):
        estimate_from(even)
    decided = estimate_from(
        PrevalenceSources(coding=coding, sample=sources.sample, codings=files, decisions=decisions)
    )

    assert decided.sample.decided > 0
    assert decided.codes[3].shares.human.value == 1


def test_sample_of_other_contributions_is_refused(apply, sources, truth, tmp_path):
    other = apply("other", identifiers=sorted(truth)[1:])

    with pytest.raises(InputError, match="Expected the contributions that the sample was drawn"):
        estimate_from(
            PrevalenceSources(coding=other, sample=sources.sample, codings=sources.codings)
        )


def test_sample_not_drawn_at_random_is_refused(sources):
    (sources.sample / "design.json").unlink()

    with pytest.raises(InputError, match="Expected a sample that was drawn at random"):
        estimate_from(sources)


def test_other_codes_than_people_were_offered_are_refused(apply, sources):
    codes = [Code(code=name, label=name) for name in ("move", "train", "bike", "tax", "bus")]
    other = apply("other", codebook=Codebook(codes=tuple(codes)))

    with pytest.raises(InputError, match="got a codebook that differs in bike, bus, move"):
        estimate_from(
            PrevalenceSources(coding=other, sample=sources.sample, codings=sources.codings)
        )


def test_precision_that_nothing_tells_is_left_empty(apply, code, tmp_path, rows_of):
    coding = apply("coding")
    sample = drawn_from(coding, tmp_path / "sample", size=60, double=0)
    names = names_of(sample)
    learnt = apply("learnt", learnt=names)
    sources = PrevalenceSources(coding=learnt, sample=sample, codings=(code("ana", names),))

    publish_prevalence(sources, tmp_path / "out")

    row = rows_of(tmp_path / "out" / "prevalence.csv")[3]
    assert (row["precision"], row["recall_low"], row["precision_n"], row["alpha"]) == (
        "", "", "0", "",
    )  # fmt: skip
    assert row["combined"] == row["human"]
