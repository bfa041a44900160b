"""What the papers of the house say is true of the code."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[3]
SOURCES = sorted([*ROOT.glob("lib/src/**/*.py"), *ROOT.glob("web/src/**/*.py")])
PAPERS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
# The only reasons to import inside a function; ARCHITECTURE.md lists them too.
REASONS = {"app registry is ready only here", "optional package"}


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def local_imports(path):
    """Return the lines that import something inside a function."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    functions = ast.FunctionDef | ast.AsyncFunctionDef
    found = {
        node.lineno
        for function in ast.walk(ast.parse(text))
        if isinstance(function, functions)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return [f"{path.relative_to(ROOT)}:{number}: {lines[number - 1]}" for number in sorted(found)]


def test_every_model_stands_in_the_glossary():
    ours = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("observatory.") and not model._meta.auto_created
    }

    defined = set(re.findall(r"^\| `(\w+)`", read("GLOSSARY.md"), re.MULTILINE))

    assert ours - defined == set()


def test_every_variable_of_the_settings_is_documented():
    modules = (path.read_text() for path in ROOT.glob("web/src/observatory/settings/*.py"))
    variables = set(re.findall(r'(?:environment\.\w+|environ\.get)\(\s*"(\w+)"', "".join(modules)))

    documented = set(re.findall(r"^\| `(\w+)`", read("docs/reference/settings.md"), re.MULTILINE))

    assert variables - documented == set() < variables


def test_every_command_of_ours_is_documented():
    commands = {
        f"observatory {path.stem}"
        for path in ROOT.glob("web/src/observatory/*/management/commands/*.py")
        if path.stem != "__init__"
    }

    documented = re.findall(r"^### `(\w+ \w+)", read("docs/reference/commands.md"), re.MULTILINE)

    assert commands - set(documented) == set()


def test_imports_inside_functions_give_an_allowed_reason():
    unexplained = [
        line
        for path in SOURCES
        for line in local_imports(path)
        if line.partition("# noqa: PLC0415  # ")[2] not in REASONS
    ]

    assert unexplained == []


def test_reasons_for_local_imports_are_those_of_the_architecture():
    assert all(f"“{reason}”" in read("ARCHITECTURE.md") for reason in REASONS)


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements/*.lock")), ids=lambda p: p.stem)
def test_locks_hold_hashes_and_no_address(lock):
    lines = lock.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]
    hashes = [line for line in lines if "--hash=sha256:" in line]

    assert [line for line in lines if re.search(r"://|--(extra-)?index|--find-links", line)] == []
    assert [pin for pin in pins if not re.match(r"[a-z0-9.-]+==\S+ .*\\$", pin)] == []
    assert len(hashes) >= len(pins) > 0


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_papers_lead_somewhere(paper):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", paper.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and "generated/" not in link]

    assert [link for link in local if not (paper.parent / link).exists()] == []
