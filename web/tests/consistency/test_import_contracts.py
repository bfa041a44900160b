"""Each import contract is kept, and fails on its own when it is broken on purpose."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACKAGES = (ROOT / "lib/src/civiscope", ROOT / "web/src/observatory")

# One forbidden line for each contract, and one stray room for each exhaustive one.
BREAKS = [
    ("core-is-pure", "civiscope/errors.py", "import django"),
    ("core-is-pure", "civiscope/runs/synthesis/naming.py", "import httpx"),
    ("model-behind-runs", "civiscope/cli/pack.py", "import civiscope.runs.language_model"),
    ("core-layers", "civiscope/errors.py", "import civiscope.cli"),
    ("core-layers", "civiscope/stray.py", ""),
    ("site-apps", "observatory/common/__init__.py", "import observatory.pages"),
    ("site-apps", "observatory/stray.py", ""),
    ("site-layers", "observatory/cases/enums.py", "import observatory.cases.models"),
    ("one-door", "observatory/cases/models.py", "import civiscope.errors"),
]


@pytest.fixture
def copy(tmp_path):
    """Both packages in a folder of their own, where a contract may be broken."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "locale", "static", "templates")
        shutil.copytree(package, tmp_path / package.name, ignore=ignored)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def broken_contracts(folder):
    """Run the linter on a folder and return the names of the contracts that it calls broken."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = re.findall(r"^([a-z-]+): .* (KEPT|BROKEN)", run.stdout, re.MULTILINE)
    assert len(verdicts) == 6, run.stdout + run.stderr
    return [name for name, verdict in verdicts if verdict == "BROKEN"]


def test_contracts_are_kept(copy):
    assert broken_contracts(copy) == []


@pytest.mark.parametrize(("contract", "module", "line"), BREAKS)
def test_contract_fails_alone_when_broken(copy, contract, module, line):
    path = copy / module
    path.touch()
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")

    assert broken_contracts(copy) == [contract]
