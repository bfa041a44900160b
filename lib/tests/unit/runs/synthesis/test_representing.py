"""A panel drawn from the register, whose places are known, synthesised with its places."""

import json
import shutil
from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from civiscope.errors import InputError
from civiscope.runs.synthesis.checking import verify
from civiscope.runs.synthesis.reading import read_synthesis
from civiscope.runs.synthesis.settings import Settings
from civiscope.tables import Columns
from civiscope.territory import communes, find_commune, place_of, populations

LOIRE = ("44", "49", "53", "72", "85")
SUBJECTS = {
    "train": "train gare billet wagon rail quai contrôleur locomotive guichet",
    "school": "école professeur classe cantine élève lecture cartable maîtresse cahier",
    "tax": "impôt taxe fiscalité revenu percepteur budget dépense dette contribuable",
}
QUICK = Settings(
    themes=3,
    stability_replicates=0,
    interval_replicates=100,
    territory=",".join(LOIRE),
    rake="department,size",
)
COLUMNS = {"identifier": "no", "text": "words", "author": "who"}


def drawn(count):
    """Draw communes of the Loire country; people of Angers speak of trains, and come often."""
    rng = Random(11)  # noqa: S311 - invents people
    inside = [one for one in communes() if one.department_code in LOIRE and one.population]
    weights = [one.population * (4 if one.code == "49007" else 1) for one in inside]
    return rng, rng.choices(inside, weights, k=count)


def panel(count=500):
    """Return rows of made-up answers, each with where its author lives, in three ways."""
    rng, homes = drawn(count)
    rows = []
    for number, home in enumerate(homes):
        subject = "train" if home.code == "49007" else rng.choice(sorted(SUBJECTS))
        for answer in range(rng.choice([1, 1, 2])):
            said = ", ".join(f"le {word}" for word in rng.sample(SUBJECTS[subject].split(), 4))
            rows.append(
                {
                    "no": f"a{rng.randrange(10**6):06d}-{number:03d}-{answer}",
                    "words": f"Pour {said}.",
                    "who": "" if number % 60 == 3 else f"p{number}",
                    "commune": home.code,
                    "postcode": home.postal_codes[0],
                    "department": home.department_code,
                }
            )
    nowhere = (("", "", ""), ("99999", "BP 12", "Breizh"), ("75111", "75011", "Paris (75)"))
    for number, (commune, postcode, department) in enumerate(nowhere):
        places = {"commune": commune, "postcode": postcode, "department": department}
        rows.append(rows[number] | {"no": f"z{number}", "who": f"z{number}", **places})
    return rows


@pytest.fixture(scope="module")
def rows():
    return panel()


@pytest.fixture(scope="module")
def source(rows, write_source, tmp_path_factory):
    return write_source(tmp_path_factory.mktemp("panel") / "panel.csv", rows)


@pytest.fixture(scope="module")
def synthesised(source, synthesise, tmp_path_factory):
    """Return a function that publishes the panel with a column of places, once for each."""
    held, place = {}, tmp_path_factory.mktemp("synthesised")

    def run(**places):
        key = "-".join(places)
        if key not in held:
            settings = QUICK if "department" not in places else replace(QUICK, rake="department")
            columns = Columns(**COLUMNS, **places)
            folder = place / key
            held[key] = folder, synthesise(source, folder, columns=columns, settings=settings)
        return held[key]

    return run


@pytest.fixture(scope="module")
def by_commune(synthesised):
    return synthesised(commune="commune")


def homes_of(rows):
    """Return the commune of each author who is located."""
    located = [row for row in rows if row["who"] and row["commune"] not in {"", "99999", "75111"}]
    return {row["who"]: find_commune(row["commune"]) for row in located}


def test_participants_are_counted_by_place(by_commune, rows):
    _, synthesis = by_commune
    found = synthesis.representativeness

    for level in ("department", "size"):
        counts = Counter(place_of(home, level) for home in homes_of(rows).values())
        places = [place for place in found.places if place.level == level]
        assert {place.code: place.participants for place in places} == {
            code: counts[code] for code in populations(level, within=LOIRE)
        }
        assert {place.code: place.population for place in places} == populations(
            level, within=LOIRE
        )
        assert all(place.least == place.most == place.participants for place in places)


def test_those_who_cannot_be_placed_are_counted_apart(by_commune, rows):
    _, synthesis = by_commune

    authors = {row["who"] for row in rows} - {""}
    assert [coverage.level for coverage in synthesis.representativeness.coverages] == [
        "department",
        "size",
        "department,size",
    ]
    for coverage in synthesis.representativeness.coverages:
        assert (coverage.unit, coverage.column) == ("author", "commune")
        assert coverage.participants == len(authors)
        assert coverage.located == len(homes_of(rows))
        assert (coverage.missing, coverage.unrecognised, coverage.elsewhere) == (1, 1, 1)
        assert (coverage.several, coverage.unplaced, coverage.ambiguous) == (0, 0, 0)
        assert coverage.unsigned == sum(not row["who"] for row in rows)
        assert coverage.population == sum(populations("size", within=LOIRE).values())


def test_the_place_where_more_take_part_stands_out(by_commune):
    _, synthesis = by_commune

    notable = {
        place.code: place.index > 1
        for place in synthesis.representativeness.places
        if place.is_notable and place.level == "department"
    }
    assert notable["49"]
    assert not any(more for code, more in notable.items() if code != "49")


def test_weights_bring_the_share_of_its_theme_down(by_commune):
    folder, synthesis = by_commune

    coverage = synthesis.representativeness.coverages[-1]
    shares = {share.theme_id: share for share in synthesis.weighted.shares}
    trains = next(t for t in synthesis.themes if "train" in {term.lemma for term in t.terms})
    share = shares[trains.theme_id]
    assert share.share_weighted < share.share
    assert share.share_weighted_low < share.share_weighted < share.share_weighted_high
    assert coverage.design_effect > 1
    assert coverage.effective_size < coverage.located
    assert coverage.smallest_weight < 1 < coverage.largest_weight
    assert [share.theme_id for share in synthesis.weighted.shares] == [
        theme.theme_id for theme in synthesis.themes
    ]
    assert folder.joinpath("weighted-shares.csv").exists()


def test_raw_shares_beside_weighted_ones_are_of_the_same_answers(by_commune, rows, rows_of):
    folder, synthesis = by_commune

    homes = homes_of(rows)
    located = {row["no"] for row in rows if row["who"] in homes}
    assignments = rows_of(folder / "assignments.csv")
    counts = Counter(row["theme_id"] for row in assignments if row["contribution_id"] in located)
    for share in synthesis.weighted.shares:
        if "." not in share.theme_id:
            assert share.answers == counts[share.theme_id]
            assert share.share == pytest.approx(share.answers / len(located))


def test_a_departement_is_the_same_from_communes_and_from_departements(synthesised, by_commune):
    _, other = synthesised(department="department")

    def places(synthesis):
        found = synthesis.representativeness.places
        return [place for place in found if place.level == "department"]

    assert places(other) == places(by_commune[1])
    assert [one.level for one in other.representativeness.coverages] == ["department"]


def test_postal_codes_are_spread_within_their_bounds(synthesised, by_commune):
    _, synthesis = synthesised(postal_code="postcode")

    sizes = [place for place in synthesis.representativeness.places if place.level == "size"]
    exact = [p for p in by_commune[1].representativeness.places if p.level == "size"]
    coverage = next(c for c in synthesis.representativeness.coverages if c.level == "size")
    assert coverage.ambiguous > 50
    assert sum(place.participants for place in sizes) == pytest.approx(coverage.located)
    for place, true in zip(sizes, exact, strict=True):
        assert place.least <= place.participants <= place.most
        assert place.least <= true.participants <= place.most
        assert place.index_low <= true.index <= place.index_high


@pytest.mark.parametrize("places", [{"commune": "commune"}, {"postal_code": "postcode"}])
def test_order_of_rows_and_processes_change_no_byte(
    places, synthesised, rows, write_source, synthesise, tmp_path
):
    folder, _ = synthesised(**places)
    order = np.random.default_rng(5).permutation(len(rows))
    shuffled = write_source(tmp_path / "shuffled.csv", [rows[place] for place in order])
    columns = Columns(**COLUMNS, **places)

    synthesise(shuffled, tmp_path / "out", columns=columns, settings=QUICK, processes=2)

    for path in folder.iterdir():
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes(), path.name


def test_what_was_published_is_read_again_and_nothing_tells_who(by_commune, rows):
    folder, synthesis = by_commune

    read = read_synthesis(folder, QUICK, has_questions=False)

    assert read.representativeness.coverages[0].located == len(homes_of(rows))
    assert [place.code for place in read.representativeness.places] == [
        place.code for place in synthesis.representativeness.places
    ]
    assert len(read.weighted.cells) == len(synthesis.weighted.cells)
    assert read.weighted.cells[0].region is None
    published = b"".join(path.read_bytes() for path in folder.glob("*.csv"))
    assert not [row["who"] for row in rows if row["who"] and f",{row['who']}".encode() in published]


def test_without_authors_participants_are_answers(source, synthesise, rows, tmp_path):
    columns = Columns(identifier="no", text="words", commune="commune")
    settings = replace(QUICK, rake="")

    synthesis = synthesise(source, tmp_path / "out", columns=columns, settings=settings)

    coverage = synthesis.representativeness.coverages[0]
    assert (coverage.unit, coverage.participants, coverage.unsigned) == ("answer", len(rows), 0)
    assert coverage.located == len(rows) - 3
    assert coverage.design_effect is None
    assert synthesis.weighted is None


def test_an_author_of_two_places_is_of_none(rows, write_source, synthesise, tmp_path):
    moved = [rows[9] | {"no": "b1", "commune": "49007"}, rows[9] | {"no": "b2", "commune": "44109"}]
    columns = Columns(**COLUMNS, commune="commune")
    source = write_source(tmp_path / "moved.csv", [*rows, *moved])
    settings = replace(QUICK, rake="")

    synthesis = synthesise(source, tmp_path / "out", columns=columns, settings=settings)

    by_level = {found.level: found for found in synthesis.representativeness.coverages}
    assert by_level["department"].several == 1


def test_questions_have_weighted_shares_of_their_own(rows, write_source, synthesise, tmp_path):
    asked = [row | {"asked": "A" if row["no"] < "a5" else "B"} for row in rows]
    nowhere = [
        row | {"no": f"c{n}", "asked": "C", "commune": ""} for n, row in enumerate(rows[60:90])
    ]
    alone = [row | {"who": f"q{n}"} for n, row in enumerate(nowhere)]
    source = write_source(tmp_path / "asked.csv", [*asked, *alone])
    columns = Columns(**COLUMNS, commune="commune", question="asked")

    synthesis = synthesise(source, tmp_path / "out", columns=columns, settings=QUICK)

    themes = {theme.theme_id: theme.question for theme in synthesis.themes}
    shares = synthesis.weighted.shares
    assert {themes[share.theme_id] for share in shares} == {"A", "B"}
    assert set(themes.values()) == {"A", "B", "C"}
    first = [
        share for share in shares if themes[share.theme_id] == "A" and "." not in share.theme_id
    ]
    assert 0.9 < sum(share.share_weighted for share in first) <= 1


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("places", "settings", "said"),
    [
        (
            {},
            {"rake": "region", "territory": ""},
            "Expected a column that says where authors live, since rake is set, and none is named.",
        ),
        (
            {},
            {"rake": ""},
            "Expected a column that says where authors live, since territory is set, and none is",
        ),
        (
            {"commune": "words"},
            {},
            "Expected codes of communes at INSEE, such as 49007, and understood none of ",
        ),
        (
            {"commune": "commune"},
            {"territory": "2A,2B"},
            "Expected participants who live in the territory, and found none at the level ",
        ),
        (
            {"department": "department"},
            {"territory": "49", "rake": ""},
            "Expected a territory of several places, and as far as the file tells 49 is one.",
        ),
        (
            {"department": "department"},
            {},
            "Expected postal codes or communes to rake by the size of communes, and the column of",
        ),
        (
            {"commune": "commune"},
            {"territory": "", "rake": "region"},
            "Expected a participant in every place of the margin region, and found none in ",
        ),
    ],
)
def test_what_cannot_be_compared_is_told_before_any_theme_is_sought(
    places, settings, said, source, synthesise, tmp_path
):
    stages = []

    with pytest.raises(InputError) as refused:
        synthesise(
            source,
            tmp_path / "out",
            columns=Columns(**COLUMNS, **places),
            settings=replace(QUICK, **settings),
            progress=lambda stage, _done, _total: stages.append(stage),
        )

    assert str(refused.value).startswith(said)
    assert stages == ["read"]
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------ what is checked


@pytest.fixture
def copy(by_commune, tmp_path):
    return shutil.copytree(by_commune[0], tmp_path / "copy")


def broken(folder):
    return {check.what: check.found for check in verify(folder) if not check.holds}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_places_and_weights_hold_against_the_register(by_commune):
    checks = {check.what: check.found for check in verify(by_commune[0]) if check.holds}

    assert checks["populations and indices by size"] == "those of the register"
    assert checks["weighted shares of the population by department"] == "those of the register"
    assert broken(by_commune[0]) == {}


def test_postal_codes_hold_against_the_register(synthesised):
    assert broken(synthesised(postal_code="postcode")[0]) == {}


def test_synthesis_with_places_is_computed_again(by_commune, source):
    assert {
        check.what for check in verify(by_commune[0], source=source) if not check.holds
    } == set()


def test_a_changed_population_is_found(copy):
    edit(copy / "representativeness.csv", ",833776,", ",833777,")

    assert broken(copy) == {
        "representativeness.csv": "changed",
        "populations and indices by department": "differ in 49",
    }


def test_a_changed_index_is_found(copy, rows_of):
    row = rows_of(copy / "representativeness.csv")[2]
    edit(copy / "representativeness.csv", f",{row['index']},", ",1.5,")

    assert broken(copy)["populations and indices by department"] == f"differ in {row['code']}"


def test_changed_participants_are_found(copy, rows_of):
    row = rows_of(copy / "located.csv")[0]
    edit(copy / "located.csv", f",{row['located']},", ",1,")

    assert broken(copy)["participants by department"].startswith(
        f"published {row['participants']}, added up "
    )


def test_a_changed_weight_is_found(copy, rows_of):
    row = rows_of(copy / "weights.csv")[0]
    edit(copy / "weights.csv", f",{row['weight']}\n", ",9\n")

    assert set(broken(copy)) == {
        "weights.csv",
        "weighted shares of the population by department",
        "weighted shares of the population by size",
    }


@pytest.mark.parametrize("name", ["located.csv", "weights.csv"])
def test_tables_that_cannot_be_read_are_told(copy, name):
    (copy / name).write_bytes(b"a\n\xff")

    assert broken(copy)["participants of places"] == (
        "a table of places or of weights cannot be read"
    )


def test_a_manifest_without_settings_is_damaged(copy):
    path = copy / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"settings": None}), encoding="utf-8")

    with pytest.raises(InputError, match="it is damaged"):
        verify(copy)
