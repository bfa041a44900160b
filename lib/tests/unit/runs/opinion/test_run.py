"""From files of votes to a folder anyone can check."""

import csv
import json
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from civiscope.disclosure import protect
from civiscope.errors import DisclosureError, InputError
from civiscope.runs.opinion import telling
from civiscope.runs.opinion.run import Sources, run_opinion
from civiscope.runs.opinion.settings import Settings

QUICK = Settings(title="Canal", shuffles=19, stability_replicates=2)


def table(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def published_bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_sides_are_two_groups(published):
    groups = {row["participant"]: row["group"] for row in table(published, "participants.csv")}

    assert {groups[f"p{n:02d}"] for n in range(35)} == {"A"}
    assert {groups[f"p{n:02d}"] for n in range(35, 60)} == {"B"}
    assert groups["late"] == ""


def test_votes_are_counted_by_group(published, rows):
    (told,) = [
        row
        for row in table(published, "statements.csv")
        if (row["statement"], row["group"]) == ("s0", "B")
    ]
    cast = [vote for who, what, vote in rows if what == "s0" and "p35" <= who <= "p59"]

    assert [told[kind] for kind in ("agree", "passed", "disagree")] == [
        str(cast.count(vote)) for vote in (1, 0, -1)
    ]
    assert told["stands_for"] == "disagree"
    assert float(told["q_value"]) < 0.001


def test_what_brings_together_and_what_divides_is_listed(published):
    listed = {(row["kind"], row["statement"]) for row in table(published, "shared.csv")}

    assert {("bridging", "s3"), ("bridging", "s4"), ("divisive", "s0")} <= listed
    assert not {statement for _, statement in listed} & {"s9", "s10"}


def test_what_was_left_out_is_counted(published):
    read = {row["what"]: row["count"] for row in table(published, "participation.csv")}

    assert read["replaced"] == "1"
    assert read["left_out"] == "1"
    assert read["without_votes"] == "1"
    assert (read["participants"], read["kept"]) == ("61", "60")


def test_small_cells_of_crossings_are_hidden(published):
    cells = {
        (row["value"], row["group"]): row["participants"]
        for row in table(published, "crossings.csv")
    }

    assert cells["49", "B"] == "19"
    assert cells["", "B"] == ""
    assert "2" not in cells.values()


@pytest.mark.parametrize("mode", ["improved", "legacy"])
def test_shuffled_rows_publish_the_same_bytes(votes, statements, rows, write, tmp_path, mode):
    settings = replace(QUICK, mode=mode)
    # The vote that replaces another stays after it.
    order = np.random.default_rng(1).permutation(len(rows) - 2)
    shuffled = [rows[place] for place in order] + rows[-2:]
    again = write("again.csv", ("participant", "statement", "vote"), shuffled)

    for source, out in ((votes, "one"), (again, "other")):
        sources = Sources(votes=source, statements=statements)
        run_opinion(sources, tmp_path / out, settings=settings)

    assert published_bytes(tmp_path / "one") == published_bytes(tmp_path / "other")


def test_renamed_participants_are_in_the_same_groups(votes, rows, write, tmp_path):
    names = sorted({who for who, _, _ in rows})
    order = np.random.default_rng(2).permutation(len(names))
    renamed = {name: names[place] for name, place in zip(names, order, strict=True)}
    others = [(renamed[who], what, vote) for who, what, vote in rows]
    again = write("again.csv", ("participant", "statement", "vote"), others)

    run_opinion(Sources(votes=votes), tmp_path / "one", settings=QUICK)
    run_opinion(Sources(votes=again), tmp_path / "other", settings=QUICK)

    one, other = (
        {row["participant"]: (row["group"], row["x"], row["y"]) for row in rows_of}
        for rows_of in (table(tmp_path / at, "participants.csv") for at in ("one", "other"))
    )
    assert {renamed[name]: place for name, place in one.items()} == other
    assert table(tmp_path / "one", "silhouettes.csv") == table(
        tmp_path / "other", "silhouettes.csv"
    )


def test_legacy_mode_says_what_polis_would(votes, tmp_path):
    opinion = run_opinion(
        Sources(votes=votes), tmp_path / "out", settings=Settings(mode="legacy", language="en")
    )

    assert [group.participants for group in opinion.groups] == [35, 25]
    assert opinion.divisive == ()
    assert {one.q_value for group in opinion.groups for one in group.representative} == {None}
    assert {one.stance for one in opinion.bridging} == {"agree"}
    assert opinion.consensus[0].statement_id in {"s3", "s4"}
    assert "What Polis computes" in (tmp_path / "out" / "report.html").read_text()


def test_people_who_all_agree_share_all_and_have_no_groups(write, tmp_path):
    rows = [(f"p{n}", f"s{m}", 1) for n in range(20) for m in range(8)]
    votes = write("votes.csv", ("participant", "statement", "vote"), rows)

    opinion = run_opinion(Sources(votes=votes), tmp_path / "out", settings=QUICK)

    assert (opinion.verdict, opinion.groups, opinion.bridging) == ("no-structure", (), ())
    assert len(opinion.consensus) == 8
    assert "Pas de groupes" in (tmp_path / "out" / "report.html").read_text()


def test_few_people_have_no_groups(write, tmp_path, panel):
    votes = write(
        "votes.csv", ("participant", "statement", "vote"), [("p01", "s", 1), ("p02", "s", -1)]
    )
    sources = Sources(votes=votes, participants=panel, by=("département",))

    opinion = run_opinion(sources, tmp_path / "out", settings=QUICK)

    assert (opinion.verdict, opinion.strengths, opinion.crossings) == ("too-few", (), ())


def test_stability_may_be_left_unmeasured(votes, tmp_path):
    settings = replace(QUICK, stability_replicates=0)

    opinion = run_opinion(Sources(votes=votes), tmp_path / "out", settings=settings)

    assert [group.stability for group in opinion.groups] == [None, None]
    assert "Sa stabilité n’a pas été mesurée" in (tmp_path / "out" / "report.html").read_text()


def test_one_participant_is_refused_and_nothing_is_left(write, tmp_path):
    votes = write("votes.csv", ("participant", "statement", "vote"), [("p", "s", 1)])

    with pytest.raises(InputError, match="at least two participants, and found those of one"):
        run_opinion(Sources(votes=votes), tmp_path / "out")

    assert [path.name for path in tmp_path.iterdir()] == ["votes.csv"]


@pytest.mark.parametrize(("known", "found"), [(["s0"], "none for 9"), (["x", "y"], "none of them")])
def test_statements_without_a_text_are_refused(votes, write, tmp_path, known, found):
    texts = write("texts.csv", ("statement", "text"), [(name, "?") for name in known])

    with pytest.raises(InputError, match=f"each of the 10 statements voted on, and found {found}"):
        run_opinion(Sources(votes=votes, statements=texts), tmp_path / "out")


def test_participants_without_variables_are_refused(votes, panel, tmp_path):
    with pytest.raises(InputError, match="one without the other"):
        run_opinion(Sources(votes=votes, participants=panel), tmp_path / "out")


def test_a_crossing_that_cannot_be_protected_is_refused(votes, panel, tmp_path, monkeypatch):
    sources = Sources(votes=votes, participants=panel, by=("département",))
    monkeypatch.setattr(telling, "protect", partial(protect, threshold=100))

    with pytest.raises(DisclosureError, match="Leave out a variable of --by"):
        run_opinion(sources, tmp_path / "out", settings=QUICK)


def test_the_manifest_says_what_was_asked(published):
    manifest = json.loads((published / "manifest.json").read_text())

    assert (manifest["kind"], manifest["format"]) == ("opinion", 1)
    assert manifest["by"] == ["département"]
    assert manifest["settings"]["mode"] == "improved"
    assert manifest["source"]["votes"] == len(table_votes(published))


def table_votes(published):
    return range(sum(int(row["votes"]) for row in table(published, "participants.csv")))


def test_progress_is_told(votes, tmp_path):
    stages = []

    run_opinion(
        Sources(votes=votes),
        tmp_path / "out",
        settings=QUICK,
        progress=lambda stage, _done, _total: stages.append(stage),
    )

    assert stages == ["read", "group", "stability", "count", "write"]
