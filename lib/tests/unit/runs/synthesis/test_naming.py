"""A language model names the themes of a published synthesis, and changes nothing else of it."""

import json
import shutil
import sys
from hashlib import sha256

import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.checks import Check
from civiscope.runs.publishing import digests_of
from civiscope.runs.synthesis.checking import verify
from civiscope.runs.synthesis.naming import name_synthesis, open_model, plan_naming
from civiscope.synthesis.naming import instructions_in
from civiscope.tables import OutputFailed

MADE = {"names.csv", "quotes.csv", "report.html", "report.pdf", "manifest.json"}


def name(folder, out, stand_in, *, progress=lambda *_: None, **options):
    with open_model("parrot", stand_in.address, patience_seconds=5, **options) as model:
        model.pause_seconds = 0
        return name_synthesis(plan_naming(folder), out, model=model, progress=progress)


@pytest.fixture
def named(published, stand_in, tmp_path):
    """Publish the synthesis with the names that the stand-in gives."""
    out = tmp_path / "named"
    return out, name(published[0], out, stand_in)


@pytest.fixture
def manifest_of():
    return lambda folder: json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def bytes_of(folder, *, but=()):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in but}


def text_of(report):
    return (report / "report.html").read_text(encoding="utf-8")


def always(reply):
    return lambda _request: reply


def reseal(folder, **changed):
    """Change the manifest, and let it say that every file is as published."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest |= {"files": digests_of(folder)} | changed
    path.write_text(json.dumps(manifest), encoding="utf-8")


def broken(checks):
    return {check.what: check.found for check in checks if not check.holds}


# ------------------------------------------------------------------ what is published


def test_no_count_id_or_table_changes_by_a_byte(published, named):
    folder, _ = published

    assert bytes_of(named[0], but=MADE) == bytes_of(folder, but=MADE)
    assert set(bytes_of(named[0])) == set(bytes_of(folder)) | MADE


def test_synthesis_that_is_named_stays_as_it_was(published, stand_in, tmp_path):
    before = bytes_of(published[0])

    name(published[0], tmp_path / "out", stand_in)

    assert bytes_of(published[0]) == before


def test_names_and_quotes_are_tables(published, named, rows_of, stand_in):
    out, naming = named

    quotes = rows_of(out / "quotes.csv")
    texts = {row["contribution_id"]: row["text"] for row in rows_of(out / "excerpts.csv")}
    assert [
        (row["theme_id"], row["name"], row["sentence"], row["model"], row["prompt"])
        for row in rows_of(out / "names.csv")
    ] == [(one.theme_id, one.name, one.sentence, "parrot-1", one.prompt) for one in naming.names]
    assert {row["theme_id"] for row in quotes} == {one.theme_id for one in naming.names}
    assert all(row["text"] in texts[row["contribution_id"]] for row in quotes)
    # Every theme, and those sub-themes that an excerpt of their theme belongs to.
    assert {"01", "02", "03", "04"} < {one.theme_id for one in naming.names}
    assert naming.n_asked == len(naming.names) == len(stand_in.requests)


def test_manifest_says_of_whom_names_are_and_that_nobody_will_get_them_again(
    published, named, manifest_of, stand_in
):
    out, naming = named
    before, after = manifest_of(published[0]), manifest_of(out)

    made = after.pop("naming")
    files = after.pop("files")
    assert after == {key: value for key, value in before.items() if key != "files"}
    assert set(files) == set(before["files"]) | {"names.csv", "quotes.csv"}
    assert made == {
        "model": "parrot",
        "host": stand_in.host,
        "parameters": {"temperature": 0, "seed": 0},
        "instructions": instructions_in("fr"),
        "asked": naming.n_asked,
        "named": naming.n_asked,
        "refused": {},
        "reproducible": False,
        "synthesis": sha_of(published[0] / "manifest.json"),
        "reports": {name: before["files"][name] for name in ("report.html", "report.pdf")},
    }


def sha_of(path):
    return sha256(path.read_bytes()).hexdigest()


def test_report_marks_what_a_machine_worded(published, named):
    out, naming = named

    assert text_of(out).count("Formulation par une machine (modèle parrot-1)") == 4
    assert naming.names[0].sentence in text_of(out)
    assert "par une machine" not in text_of(published[0])


def test_same_answers_give_the_same_bytes(published, named, stand_in, tmp_path):
    name(published[0], tmp_path / "again", stand_in)

    assert bytes_of(tmp_path / "again") == bytes_of(named[0])


def test_only_published_words_and_excerpts_leave(published, named, stand_in, rows_of):
    excerpts = {row["text"][:900] for row in rows_of(published[0] / "excerpts.csv")}
    words = {row["surface"] for row in rows_of(published[0] / "terms.csv")}

    for request in stand_in.requests:
        sent = json.loads(request["messages"][1]["content"])
        assert sent.keys() == {"words", "excerpts"}
        assert {one["text"] for one in sent["excerpts"]} <= excerpts
        assert {word.replace(" (negated)", "") for word in sent["words"]} <= {
            word.removeprefix("¬") for word in words
        }


def test_themes_found_question_by_question_are_named(published_by_question, stand_in, tmp_path):
    naming = name(published_by_question[0], tmp_path / "out", stand_in)

    assert {one.theme_id[:3] for one in naming.names} == {"q01", "q02"}
    assert broken(verify(tmp_path / "out")) == {}


def test_progress_is_told(published, stand_in, tmp_path):
    told = []

    naming = name(
        published[0],
        tmp_path / "out",
        stand_in,
        progress=lambda *reached: told.append(reached),
    )

    n = naming.n_asked
    assert told == [*(("name", place, n) for place in range(n)), ("write", 0, 1)]


# ------------------------------------------------------------------ answers that do not pass


def test_refused_answer_is_asked_for_again_with_the_reason(
    published, stand_in, says, names_well, tmp_path
):
    stand_in.says = lambda request: (
        says("Les gares !") if len(stand_in.requests) == 1 else names_well(request)
    )

    naming = name(published[0], tmp_path / "out", stand_in)

    first, second, third = stand_in.requests[:3]
    assert [request["seed"] for request in (first, second, third)] == [0, 1, 0]
    assert second["messages"][0]["content"] == (
        f"{instructions_in('fr')}\n\nAn earlier answer was refused: the answer is not a JSON "
        "object."
    )
    assert second["messages"][1] == first["messages"][1]
    assert third["messages"][0] == first["messages"][0]
    assert naming.n_asked == len(naming.names)


def test_theme_whose_answers_are_refused_is_left_without_a_name(
    published, stand_in, says, names_well, manifest_of, rows_of, tmp_path
):
    def invent(request):
        """Invent a quote about the first theme."""
        answer = names_well(request)
        if request["messages"][1] == stand_in.requests[0]["messages"][1]:
            choice = json.loads(answer.body)["choices"][0]["message"]["content"]
            said = json.loads(choice)
            said["quotes"][0]["text"] = "à bas les trains"
            return says(json.dumps(said))
        return answer

    stand_in.says = invent
    naming = name(published[0], tmp_path / "out", stand_in)

    made = manifest_of(tmp_path / "out")["naming"]
    assert len(stand_in.requests) == naming.n_asked + 2
    assert made["refused"] == {"a quote is not in its excerpt": 1}
    assert made["named"] == made["asked"] - 1 == len(naming.names)
    assert "01" not in {row["theme_id"] for row in rows_of(tmp_path / "out" / "names.csv")}
    assert "à bas les trains" not in text_of(tmp_path / "out")
    assert broken(verify(tmp_path / "out")) == {}


def test_two_themes_have_not_the_same_name(published, stand_in, says, names_well, tmp_path):
    def repeat(request):
        said = json.loads(json.loads(names_well(request).body)["choices"][0]["message"]["content"])
        return says(json.dumps(said | {"name": "Les Idées"}))

    stand_in.says = repeat
    naming = name(published[0], tmp_path / "out", stand_in)

    assert [one.theme_id for one in naming.names] == ["01"]


@pytest.mark.parametrize(
    ("content", "finish", "why"),
    [
        ("Je ne peux pas.", "stop", "the answer is not a JSON object"),
        (None, "stop", "the answer is not a JSON object"),
        ('{"name": "Tra', "length", "the answer was cut short"),
    ],
)
def test_model_of_which_nothing_can_be_kept_is_told(
    published, stand_in, says, tmp_path, content, finish, why
):
    stand_in.says = always(says(content, finish_reason=finish))

    with pytest.raises(InputError) as told:
        name(published[0], tmp_path / "out", stand_in)

    assert str(told.value) == (
        f"Expected names from parrot, and none of its answers could be kept ({why}). Nothing was "
        "published: try another model."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [500, 404])
def test_server_that_fails_half_way_leaves_nothing(
    published, stand_in, reply, names_well, tmp_path, status
):
    stand_in.says = lambda request: (
        names_well(request) if len(stand_in.requests) < 3 else reply(status=status)
    )

    with pytest.raises(Exception, match=f"HTTP status {status}"):
        name(published[0], tmp_path / "out", stand_in)

    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ what cannot be named


def test_folder_that_is_there_is_refused_before_anything_is_sent(published, stand_in, tmp_path):
    with pytest.raises(InputError, match="Expected a folder that is not there yet"):
        name(published[0], tmp_path, stand_in)

    assert stand_in.requests == []


def test_place_that_cannot_be_written_is_told_before_anything_is_sent(
    published, stand_in, tmp_path
):
    (tmp_path / "file").touch()

    with pytest.raises(OutputFailed, match=r"^Expected to write"):
        name(published[0], tmp_path / "file" / "out", stand_in)

    assert stand_in.requests == []


def test_named_synthesis_is_not_named_again(named):
    with pytest.raises(InputError, match=r"and a machine named the one in .* already: take the"):
        plan_naming(named[0])


def test_folder_without_synthesis_is_told(tmp_path):
    with pytest.raises(InputNotFound, match=r"there is no manifest\.json"):
        plan_naming(tmp_path)


def test_changed_table_is_not_named(published, tmp_path):
    folder = shutil.copytree(published[0], tmp_path / "copy")
    with (folder / "themes.csv").open("a", encoding="utf-8") as table:
        table.write("\n")

    with pytest.raises(InputError, match=r"^Expected themes\.csv as it was published, and it"):
        plan_naming(folder)


@pytest.mark.parametrize("changed", [{"settings": None}, {"settings": {"thems": 3}}, {"source": 3}])
def test_manifest_that_does_not_say_how_is_told(published, tmp_path, changed):
    folder = shutil.copytree(published[0], tmp_path / "copy")
    reseal(folder, **changed)

    with pytest.raises(InputError, match=r"^Expected manifest\.json as it was published, and it"):
        plan_naming(folder)


def test_assignments_that_cannot_be_read_are_told(published, tmp_path):
    folder = shutil.copytree(published[0], tmp_path / "copy")
    (folder / "assignments.parquet").write_bytes(b"PAR1")
    reseal(folder)

    with pytest.raises(InputError, match=r"^Expected assignments\.parquet as it was published"):
        plan_naming(folder)


def test_synthesis_without_typical_words_has_nothing_to_name(published, tmp_path):
    folder = shutil.copytree(published[0], tmp_path / "copy")
    terms = folder / "terms.csv"
    terms.write_text(terms.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    reseal(folder)

    with pytest.raises(InputError, match=r"^Expected a theme with typical words and excerpts"):
        plan_naming(folder)


def test_naming_without_its_package_is_told(stand_in, monkeypatch):
    monkeypatch.delitem(sys.modules, "civiscope.runs.language_model")
    monkeypatch.delattr("civiscope.runs.language_model")
    # Python's own way to say that a package cannot be imported.
    monkeypatch.setitem(sys.modules, "httpx", None)

    with pytest.raises(InputError) as told, open_model("parrot", stand_in.address):
        pass

    assert str(told.value) == (
        "Expected the package httpx, and it is not installed: pip install 'civiscope[naming]'."
    )


# ------------------------------------------------------------------ verify


def test_named_synthesis_holds(published, named):
    out, naming = named

    checks = verify(out)

    assert broken(checks) == {}
    quotes = len(naming.names[0].quotes)
    told = f"{quotes} of {quotes} quotes found to the letter"
    assert Check(what="name of 01", holds=True, found=told) in checks
    sealed = f"its manifest was {sha_of(published[0] / 'manifest.json')}"
    assert Check(what="synthesis that a machine named", holds=True, found=sealed) in checks


def test_named_synthesis_is_found_again_from_its_source(named, source):
    checks = verify(named[0], source=source)

    assert broken(checks) == {}
    computed = {check.what for check in checks if check.what.endswith(", computed again")}
    assert {"names.csv, computed again", "report.pdf, computed again"} < computed


def change(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_quote_that_was_changed_is_told_even_where_the_manifest_says_nothing(named, rows_of):
    out, _ = named
    first = rows_of(out / "quotes.csv")[0]
    change(out / "quotes.csv", first["text"], "à bas les trains")
    reseal(out)

    assert broken(verify(out)) == {
        f"name of {first['theme_id']}": "0 of 1 quotes found to the letter"
    }


def test_name_without_quotes_does_not_hold(named):
    out, naming = named
    (out / "quotes.csv").write_text("theme_id,contribution_id,text\n", encoding="utf-8")

    told = broken(verify(out))

    assert told == {"quotes.csv": "changed"} | {
        f"name of {one.theme_id}": "0 of 0 quotes found to the letter" for one in naming.names
    }


def test_name_of_no_theme_does_not_hold(named, rows_of):
    out, _ = named
    for table in ("names.csv", "quotes.csv"):
        change(out / table, "\n01,", "\n77,")

    assert broken(verify(out))["name of 77"] == "0 of 1 quotes found to the letter"


def test_count_that_was_changed_with_the_names_is_told(named):
    out, _ = named
    change(out / "themes.csv", ",330,", ",331,")
    reseal(out)

    assert broken(verify(out)) == {
        "answers of 01": "published 331, counted 330",
        "synthesis that a machine named": "changed",
    }


@pytest.mark.parametrize("damage", ["missing", "overwritten", "other columns"])
def test_names_that_cannot_be_read_are_told(named, damage):
    out, _ = named
    path = out / "quotes.csv"
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"\xff\xfe" if damage == "overwritten" else b"theme_id,why\n01,3\n")

    if damage == "other columns":
        with pytest.raises(InputError, match="it is damaged"):
            verify(out)
    else:
        assert broken(verify(out))["names"].startswith("Expected quotes.csv as it was published")


@pytest.mark.parametrize("made", [None, 3, {}, {"reports": {}}])
def test_manifest_that_says_half_of_the_naming_is_damaged(named, made):
    out, _ = named
    reseal(out, naming=made)

    with pytest.raises(InputError, match="it is damaged"):
        verify(out)
