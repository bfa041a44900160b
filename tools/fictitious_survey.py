"""Write the answers of the fictitious barometer, which the tutorial and the tests publish.

    .venv/bin/python tools/fictitious_survey.py

The questionnaire in `examples/fictitious-barometer` is written by hand; authorities and their
answers are drawn here, from hashes of their names: none exists, and none answered.
"""

import csv
from hashlib import sha256
from itertools import product
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "examples" / "fictitious-barometer"
STARTS = ("Val", "Mont", "Roche", "Clair", "Belle", "Haute", "Noire", "Fontaine", "Pierre")
ENDS = ("brume", "lune", "fort", "combe", "plaine", "source", "garde", "rive", "feuille")
KINDS = {"municipality": 40, "intermunicipal": 18, "county": 12}
SIZES = {
    "municipality": ("small", "small", "middle"),
    "intermunicipal": ("middle", "middle", "large"),
    "county": ("large",),
}
ADOPTION = {"municipality": 0.8, "intermunicipal": 1.0, "county": 1.2}
TOOLS = {
    "2022": {"petition": 0.25, "vote": 0.4, "map": 0.12, "forum": 0.3},
    "2024": {"petition": 0.25, "vote": 0.45, "map": 0.5, "forum": 0.35, "synthesis": 0.15},
}
MISSING = 0.08
CHANGING = 0.6
SHARE_OF_BUDGETS = 0.5
STAFF = ("none", "part", "part", "full")
DIFFICULTIES = {"money": 0.45, "time": 0.6, "skills": 0.4, "politics": 0.25}


def draw(*seeds: str) -> float:
    """Return what stands for a number drawn between 0 and 1."""
    return int.from_bytes(sha256("/".join(seeds).encode()).digest()[:6]) / 2**48


def authorities() -> list[dict[str, str]]:
    """Return all authorities, the kind and the size of each."""
    names = [f"{start}{end}" for start, end in product(STARTS, ENDS)]
    names.sort(key=lambda one: draw(one, "order"))
    kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
    # Eleven more answered in 2022 alone, of the kinds in turn.
    kinds += [list(KINDS)[number % 3] for number in range(11)]
    return [
        {"authority": f"x-{name.lower()}", "kind": kind, "size": _pick(SIZES[kind], name, "size")}
        for name, kind in zip(names, kinds, strict=True)
    ]


def _pick(options: tuple[str, ...], *seeds: str) -> str:
    return options[int(draw(*seeds) * len(options))]


def _steady(name: str, edition: str, what: str) -> float:
    """Draw what is the same in both editions for most authorities."""
    changes = draw(name, what, "changes") < CHANGING
    return draw(name, what, edition if changes else "always")


def answers(authority: dict[str, str], edition: str) -> dict[str, str]:
    """Return the answers of an authority."""
    name, factor = authority["authority"], ADOPTION[authority["kind"]]
    ticked = [
        tool
        for tool, share in TOOLS[edition].items()
        if _steady(name, edition, tool) < share * factor
    ]
    budget = "yes" if _steady(name, edition, "budget") < SHARE_OF_BUDGETS * factor else "no"
    told = {
        "tools": " ".join(ticked) or "none",
        "budget": budget,
        "satisfied": _pick(("yes", "yes", "no"), name, edition, "satisfied")
        if budget == "yes"
        else "",
        "staff": STAFF[int(_steady(name, edition, "staff") * len(STAFF))],
        "difficulties": " ".join(
            one for one, share in DIFFICULTIES.items() if draw(name, edition, one) < share
        )
        or "none",
        "frequency": _pick(("yearly", "often", "often", "rarely"), name, edition, "frequency"),
    }
    for item in ("tools", "staff", "difficulties", "frequency"):
        missing = draw(name, edition, item, "missing")
        if missing < MISSING:
            told[item] = "dont_know" if missing < MISSING / 2 else ""
    return told


def main() -> None:
    """Write both files of answers."""
    everyone = authorities()
    answered = {"2022": everyone[12:42] + everyone[-18:], "2024": everyone[:70]}
    for edition, chosen in answered.items():
        rows = [authority | answers(authority, edition) for authority in chosen]
        rows.sort(key=lambda row: row["authority"])
        with (FOLDER / f"answers-{edition}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        print(f"answers-{edition}.csv: {len(rows)} authorities")


if __name__ == "__main__":
    main()
