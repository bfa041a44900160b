"""The report of a coding, from folders to a folder, and its checks."""

import json

import pyarrow.parquet as pq
import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.errors import InputError, InputNotFound
from civiscope.runs.checks import find_kind
from civiscope.runs.coding.applied import read_applied
from civiscope.runs.coding.prevalence import PrevalenceSources, publish_prevalence
from civiscope.runs.coding.published_prevalence import read_prevalence
from civiscope.runs.coding.report import ReportSettings, publish_report
from civiscope.runs.coding.report_checking import trace_report, verify_report
from civiscope.runs.coding.sample import SampleSettings, publish_sample, read_sample
from civiscope.runs.coding.telling import tell_report
from civiscope.runs.publishing import write_manifest


@pytest.fixture
def sources(coding, code, tmp_path):
    """Give the sources of shares of places, coded by one who errs and another who does not."""
    sample = tmp_path / "sample"
    publish_sample(coding, sample, settings=SampleSettings(size=240, double=40))
    names = read_sample(sample).sample.identifiers
    files = code("ana", names, errs=0.05), code("bo", names[:40], errs=0.05), code("cy", names[:40])
    return PrevalenceSources(coding=coding, sample=sample, codings=files, by=("place",))


@pytest.fixture
def shares(sources, tmp_path):
    """Publish them, and give the folder."""
    publish_prevalence(sources, tmp_path / "shares")
    return tmp_path / "shares"


@pytest.fixture
def reported(coding, shares, tmp_path):
    """Publish a report of both, and give the folder."""
    publish_report(coding, tmp_path / "report", prevalence=shares)
    return tmp_path / "report"


def changed(folder, **more):
    """Change the manifest of a folder; what is None goes from it."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8")) | more
    kept = {name: value for name, value in manifest.items() if value is not None}
    path.write_text(json.dumps(kept), encoding="utf-8")
    return folder


def failing(checks):
    return [check.what for check in checks if not check.holds]


# ------------------------------------------------------------------ shares, read again


def test_published_shares_are_read_as_they_were_estimated(coding, sources, tmp_path):
    found = publish_prevalence(sources, tmp_path / "shares")

    read = read_prevalence(tmp_path / "shares", applied=read_applied(coding)).prevalence

    assert (read.level, read.sample) == (found.level, found.sample)
    for one, other in zip(read.codes, found.codes, strict=True):
        assert one.shares.combined.value == pytest.approx(other.shares.combined.value, rel=1e-5)
        assert one.precision.low == pytest.approx(other.precision.low, rel=1e-5)
        assert (one.code, one.recall_base) == (other.code, other.recall_base)
    assert [(one.value, one.base) for one in read.groups] == [
        (one.value, one.base) for one in found.groups
    ]
    for (_, one), (_, other) in zip(read.agreement, found.agreement, strict=True):
        assert one.alpha == pytest.approx(other.alpha, rel=1e-5)
        assert (one.n_units, one.n_disagreements) == (other.n_units, other.n_disagreements)


def test_shares_by_no_variable_of_one_coder_are_read(coding, code, tmp_path):
    sample = tmp_path / "sample"
    publish_sample(coding, sample, settings=SampleSettings(size=100))
    files = (code("ana", read_sample(sample).sample.identifiers),)
    sources = PrevalenceSources(coding=coding, sample=sample, codings=files)
    publish_prevalence(sources, tmp_path / "shares")

    read = read_prevalence(tmp_path / "shares", applied=read_applied(coding))

    assert (read.prevalence.groups, read.prevalence.agreement) == ((), ())
    assert len(read.coded) == 100


def test_no_coder_is_named_in_what_is_published(reported, shares):
    for folder in (reported, shares):
        for path in folder.iterdir():
            if path.suffix in {".csv", ".json", ".html"}:
                assert not {b"ana", b"bo", b"cy"} & {*path.read_bytes().split(b",")}
    assert json.loads((shares / "manifest.json").read_text())["counts"]["coders"] == 3


def test_an_alpha_that_is_undefined_is_read_so(coding, tmp_path):
    sample = tmp_path / "sample"
    publish_sample(coding, sample, settings=SampleSettings(size=60, double=60))
    names = read_sample(sample).sample.identifiers
    files = []
    for coder in ("ana", "bo"):
        path = tmp_path / f"{coder}.csv"
        rows = [f"{name},{coder},tax" for name in names]
        path.write_text("\n".join(["contribution_id,coder,code", *rows]), encoding="utf-8")
        files.append(path)
    sources = PrevalenceSources(coding=coding, sample=sample, codings=tuple(files))
    publish_prevalence(sources, tmp_path / "shares")

    read = read_prevalence(tmp_path / "shares", applied=read_applied(coding)).prevalence

    assert dict(read.agreement)["tax"].alpha is None
    assert read.codes[1].recall is None


def test_shares_of_another_coding_are_refused(apply, shares):
    other = read_applied(apply("other", learnt=("c0001",)))
    (other.folder / "shares.csv").write_text("", encoding="utf-8")
    write_manifest(other.folder, {"kind": "coding", "format": 1})

    with pytest.raises(InputError, match="those of another"):
        read_prevalence(shares, applied=read_applied(other.folder))


def test_changed_shares_are_refused(coding, shares):
    (shares / "prevalence.csv").write_text("code\n", encoding="utf-8")

    with pytest.raises(InputError, match=r"prevalence\.csv in .* as published"):
        read_prevalence(shares, applied=read_applied(coding))


def test_damaged_shares_are_refused(coding, shares):
    with pytest.raises(InputError, match="damaged"):
        read_prevalence(changed(shares, counts=None), applied=read_applied(coding))


def test_shares_that_nothing_tells_are_refused(coding, shares, rows_of):
    [first, *_] = rows_of(shares / "prevalence.csv")
    path = shares / "prevalence.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f",{first['combined']},", ",nan,", 1), encoding="utf-8")
    manifest = json.loads((shares / "manifest.json").read_text())
    write_manifest(shares, {name: one for name, one in manifest.items() if name != "files"})

    with pytest.raises(InputError, match="too few contributions"):
        read_prevalence(shares, applied=read_applied(coding))


# ------------------------------------------------------------------ what the report says


def test_codes_are_told_in_their_order_with_their_counts(coding, rows_of):
    report = tell_report(read_applied(coding), language="fr")

    assert [(one.code, one.depth) for one in report.codes] == [
        ("move", 0),
        ("train", 1),
        ("bike", 1),
        ("tax", 0),
    ]
    given = [row["code"] for row in rows_of(coding / "codings.csv")]
    assert [one.answers for one in report.codes] == [given.count(one.code) for one in report.codes]
    assert (report.title, report.codebook, report.version) == ("Débat", "Débat", "2")
    coded = {row["contribution_id"] for row in rows_of(coding / "codings.csv")}
    assert report.n_uncoded == 1200 - len(coded)
    assert not {quote.contribution_id for quote in report.uncoded} & coded


def test_quotes_are_to_the_letter_and_of_the_code(coding, rows_of):
    report = tell_report(read_applied(coding), language="fr")

    table = pq.read_table(coding / "contributions.parquet").to_pydict()
    texts = dict(zip(table["contribution_id"], table["text"], strict=True))
    given = {(row["contribution_id"], row["code"]) for row in rows_of(coding / "codings.csv")}
    for code in report.codes:
        quotes = [*code.typical, *code.random]
        assert len({quote.contribution_id for quote in quotes}) == 6
        for quote in quotes:
            assert texts[quote.contribution_id] == quote.text
            assert (quote.contribution_id, code.code) in given
            assert quote.score == 0.9


def test_each_code_draws_lots_of_its_own(coding):
    report = tell_report(read_applied(coding), language="fr")

    drawn = [tuple(quote.contribution_id for quote in one.random) for one in report.codes]
    assert len(set(drawn)) == 4


def test_the_surest_are_of_a_length_that_is_read(published):
    report = tell_report(read_applied(published), language="fr")

    [tax] = [one for one in report.codes if one.code == "tax"]
    assert [quote.text for quote in tax.typical] == ["Baisser les impôts locaux"]
    assert tax.random == ()


def test_contributions_of_residual_codes_alone_are_counted(published, coding):
    report = tell_report(read_applied(published), language="fr")
    without = tell_report(read_applied(coding), language="fr")

    answers = {code.code: code.answers for code in report.codes}
    assert report.residual == ("Autres réponses", "Non-réponses")
    assert report.n_residual == answers["other"] + answers["none"] > 0
    assert (without.residual, without.n_residual) == ((), 0)


def test_blank_contributions_are_not_quoted(apply_to, write):
    rows = [(f"r{n:03d}", "Les pistes cyclables", "a", "nord") for n in range(40)]
    rows += [(f"s{n:03d}", "", "a", "sud") for n in range(40)]
    answers = write("answers.csv", ("id", "réponse", "qui", "quartier"), rows)
    codes = write("codes.csv", ("code", "label"), [("bike", "Pistes cyclables")])

    report = tell_report(read_applied(apply_to(answers, codes=codes)), language="fr")

    assert report.n_uncoded == 40
    assert report.uncoded == ()


def test_people_and_machine_differ_where_their_codes_do(coding, shares, rows_of):
    applied = read_applied(coding)
    read = read_prevalence(shares, applied=applied)

    report = tell_report(applied, read, language="fr")

    given = {(row["contribution_id"], row["code"]) for row in rows_of(coding / "codings.csv")}
    for code in report.codes:
        for quote in code.machine_only:
            assert (quote.contribution_id, code.code) in given
            assert code.code not in read.coded[quote.contribution_id]
            assert quote.score == 0.9
        for quote in code.people_only:
            assert (quote.contribution_id, code.code) not in given
            assert code.code in read.coded[quote.contribution_id]
    assert any(code.machine_only for code in report.codes)
    assert any(code.people_only for code in report.codes)


def test_shares_stand_in_the_order_of_the_codes(apply, code, tmp_path):
    codes = (
        Code(code="train", label="Trains", parent="move"),
        Code(code="bike", label="Vélo", parent="move"),
        Code(code="tax", label="Impôts"),
        Code(code="move", label="Mobilité", is_codable=False),
    )
    coding, sample = apply(codebook=Codebook(codes=codes)), tmp_path / "sample"
    publish_sample(coding, sample, settings=SampleSettings(size=60, double=20))
    names = read_sample(sample).sample.identifiers
    files = code("ana", names), code("bo", names[:20])
    sources = PrevalenceSources(coding=coding, sample=sample, codings=files)
    publish_prevalence(sources, tmp_path / "shares")
    applied = read_applied(coding)

    report = tell_report(
        applied, read_prevalence(tmp_path / "shares", applied=applied), language="fr"
    )

    names = ["tax", "move", "train", "bike"]
    assert [one.code for one in report.codes] == names
    assert [one.code for one in report.prevalence.codes] == names
    assert [name for name, _ in report.prevalence.agreement] == names


def test_groups_are_counted_the_largest_first(coding, rows_of):
    report = tell_report(read_applied(coding), language="fr")

    assert [(one.value, one.size) for one in report.groups] == [
        ("", 400),
        ("north", 400),
        ("south", 400),
    ]
    given = [int(row["contribution_id"][1:]) % 3 for row in rows_of(coding / "codings.csv")]
    north = next(one for one in report.groups if one.value == "north")
    assert sum(north.answers) == given.count(0)


def test_small_groups_and_dates_are_left_out(coding):
    path = coding / "contributions.parquet"
    table = pq.read_table(path)
    sizes = ["most"] * 1180 + ["few"] * 20
    dates = ["2019-01-01"] * 1200
    pq.write_table(table.append_column("size", [sizes]).append_column("date", [dates]), path)
    manifest = json.loads((coding / "manifest.json").read_text())
    write_manifest(coding, {name: one for name, one in manifest.items() if name != "files"})

    report = tell_report(read_applied(coding), language="fr")

    assert [(one.variable, one.value) for one in report.groups][3:] == [("size", "most")]


def test_labels_are_told_in_the_language_of_the_report(apply):
    code = Code(
        code="tax",
        label="Impôts",
        labels={"en": "Taxes"},
        definition="Payer.",
        definitions={"en": "To pay."},
    )
    others = [Code(code=name, label=name) for name in ("move", "train", "bike")]
    applied = read_applied(apply(codebook=Codebook(codes=(code, *others))))

    [french, english] = [tell_report(applied, language=one).codes[0] for one in ("fr", "en")]

    assert (french.label, french.definition) == ("Impôts", "Payer.")
    assert (english.label, english.definition) == ("Taxes", "To pay.")


def test_a_damaged_coding_is_refused(coding):
    with pytest.raises(InputError, match="damaged"):
        tell_report(read_applied(changed(coding, codebook=None)), language="fr")


# ------------------------------------------------------------------ the folder


def test_a_report_holds_page_pdf_and_tables(reported):
    assert sorted(path.name for path in reported.iterdir()) == [
        "accuracy.csv",
        "agreement.csv",
        "codebook.csv",
        "codings.csv",
        "examples.csv",
        "groups.csv",
        "manifest.json",
        "report.html",
        "report.pdf",
        "shares.csv",
    ]


def test_tables_say_what_the_report_says(reported, shares, rows_of):
    estimated = {row["code"]: row for row in rows_of(shares / "prevalence.csv")}
    for row in rows_of(reported / "shares.csv"):
        other = estimated[row["code"]]
        assert (row["share"], row["combined"]) == (other["machine"], other["combined"])
        assert (row["low"], row["human_high"]) == (other["low"], other["human_high"])
        assert (row["read"], row["positives"]) == (other["n"], other["positives"])
    [train] = [row for row in rows_of(reported / "accuracy.csv") if row["code"] == "train"]
    assert train["precision_low"] == estimated["train"]["precision_low"]
    assert train["recall_base"] == estimated["train"]["recall_n"]
    [alpha] = [row for row in rows_of(reported / "agreement.csv") if row["code"] == "train"]
    assert (alpha["alpha"], alpha["read_twice"]) == (estimated["train"]["alpha"], "40")
    places = {row["value"] for row in rows_of(reported / "groups.csv") if row["combined"]}
    assert places == {"", "north", "south"}
    kinds = {row["kind"] for row in rows_of(reported / "examples.csv")}
    assert kinds == {"typical", "random", "machine_only", "people_only", "uncoded"}


def test_precision_that_nothing_tells_is_left_empty(coding, code, tmp_path, rows_of):
    sample = tmp_path / "sample"
    publish_sample(coding, sample, settings=SampleSettings(size=10))
    files = (code("ana", read_sample(sample).sample.identifiers),)
    sources = PrevalenceSources(coding=coding, sample=sample, codings=files)
    publish_prevalence(sources, tmp_path / "shares")

    publish_report(coding, tmp_path / "report", prevalence=tmp_path / "shares")

    rows = rows_of(tmp_path / "report" / "accuracy.csv")
    assert any(row["recall"] == "" for row in rows)


def test_a_report_without_a_sample_has_no_tables_of_one(coding, tmp_path, rows_of):
    report = publish_report(
        coding, tmp_path / "report", settings=ReportSettings(language="en", title="Roads")
    )

    assert report.prevalence is None
    assert report.title == "Roads"
    assert not (tmp_path / "report" / "accuracy.csv").exists()
    assert {row["combined"] for row in rows_of(tmp_path / "report" / "shares.csv")} == {""}
    assert "nobody knows how wrong" in (tmp_path / "report" / "report.html").read_text()


def test_nothing_is_written_where_shares_cannot_be_used(coding, tmp_path):
    with pytest.raises(InputNotFound):
        publish_report(coding, tmp_path / "report", prevalence=tmp_path)

    assert not list(tmp_path.glob("report*"))


# ------------------------------------------------------------------ checks


def test_a_report_as_published_holds(reported, coding, shares):
    checks = verify_report(reported, coding=coding, prevalence=shares)

    assert failing(checks) == []
    assert {"share of tax", "coding", "prevalence", "report.pdf, computed again"} <= {
        check.what for check in checks
    }


def test_a_report_without_a_sample_is_checked_too(coding, tmp_path):
    publish_report(coding, tmp_path / "report")

    checks = verify_report(tmp_path / "report", coding=coding)

    assert failing(checks) == []
    assert "prevalence" not in {check.what for check in checks}


def test_a_changed_figure_is_found(reported, coding, shares):
    path = reported / "shares.csv"
    text = path.read_text(encoding="utf-8")
    [row] = [line for line in text.splitlines() if line.startswith("tax,")]
    code, share, answers, *others = row.split(",")
    path.write_text(text.replace(row, ",".join([code, share, f"{answers}0", *others])))

    assert failing(verify_report(reported)) == ["shares.csv", "share of tax"]
    assert failing(verify_report(reported, coding=coding, prevalence=shares)) == [
        "shares.csv",
        "share of tax",
    ]


def test_tables_that_cannot_be_read_are_said_to_be_so(reported):
    (reported / "codings.csv").unlink()

    assert failing(verify_report(reported)) == ["codings.csv", "share of each code"]


def test_another_coding_is_told_from_the_one_reported(coding, apply, tmp_path):
    publish_report(coding, tmp_path / "report")
    other = apply("other", identifiers=[f"c{number:04d}" for number in range(600)])

    assert "coding" in failing(verify_report(tmp_path / "report", coding=other))


def test_the_shares_of_a_report_must_be_given(reported, coding, tmp_path, shares):
    publish_report(coding, tmp_path / "alone")

    with pytest.raises(InputError, match="Name it with --prevalence"):
        verify_report(reported, coding=coding)
    with pytest.raises(InputError, match="Leave out --prevalence"):
        verify_report(tmp_path / "alone", coding=coding, prevalence=shares)


@pytest.mark.parametrize("missing", ["contributions", "settings"])
def test_a_damaged_manifest_is_refused(reported, coding, shares, missing):
    with pytest.raises(InputError, match="damaged"):
        verify_report(changed(reported, **{missing: None}), coding=coding, prevalence=shares)


def test_a_code_leads_to_its_contributions(reported, rows_of):
    expected = [
        row["contribution_id"]
        for row in rows_of(reported / "codings.csv")
        if row["code"] == "train"
    ]

    assert trace_report(reported, "train") == expected
    with pytest.raises(InputError, match="Near: train"):
        trace_report(reported, "trains")


def test_a_folder_says_what_it_holds(coding, reported, tmp_path):
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "manifest.json").write_text("[]")

    assert find_kind(coding) == "coding"
    assert find_kind(reported) == "coding report"
    assert find_kind(tmp_path / "list") == ""
    assert find_kind(tmp_path) == ""
