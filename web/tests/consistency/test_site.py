"""Rules the whole site keeps: migrations, translations, models."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

import observatory
from observatory.records.domain.kinds import models_by_kind
from observatory.records.domain.shapes import shapes_of
from observatory.records.models import Part, Record
from requirements import needs

PACKAGE = Path(observatory.__file__).parent
FRENCH = PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "django.po"
OWN_APPS = [config for config in apps.get_app_configs() if config.name.startswith("observatory.")]


@pytest.mark.django_db
def test_migrations_say_all_that_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_french_translation_has_every_entry():
    catalogue = polib.pofile(str(FRENCH))

    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


@needs("gettext")
def test_every_sentence_of_the_code_is_in_the_catalogue():
    with tempfile.TemporaryDirectory() as folder:
        found = extracted(Path(folder))

    catalogue = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(FRENCH))}
    assert sorted(found - catalogue, key=str) == []


def extracted(folder: Path) -> set[tuple[str | None, str]]:
    """Every message of the code and the templates, as Django extracts them."""
    copy = folder / "observatory"
    subprocess.run(["cp", "-r", str(PACKAGE), str(copy)], check=True)
    for old in (copy / "locale").rglob("*.po"):
        old.unlink()
    call = [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-location", "-v", "0"]
    subprocess.run(call, cwd=copy, check=True, capture_output=True)
    made = polib.pofile(str(copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in made}


# French wants a narrow no-break space before these, and a no-break space before a colon.
LOOSE_PUNCTUATION = re.compile(r"\w [;!?»:%]|« \w|'\w")


def test_french_translation_has_french_typography():
    loose = [
        entry.msgstr
        for entry in polib.pofile(str(FRENCH))
        if "<" not in entry.msgstr
        and LOOSE_PUNCTUATION.search(re.sub(r"%\(\w+\)s|\{\w+\}", "x", entry.msgstr))
    ]

    assert loose == []


def test_translations_keep_their_variables():
    variables = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
    astray = [
        entry.msgid
        for entry in polib.pofile(str(FRENCH))
        if entry.msgstr
        and sorted(variables.findall(entry.msgid)) != sorted(variables.findall(entry.msgstr))
    ]

    assert astray == []


def test_every_kind_of_record_has_its_own_address():
    paths = [model.PATH for model in models_by_kind().values()]

    assert all(paths)
    assert len(set(paths)) == len(paths)


def test_every_kind_of_record_is_ordered_among_the_others():
    kinds = {
        model.KIND
        for model in apps.get_models()
        if issubclass(model, Record) and model is not Record
    }

    assert set(models_by_kind()) == kinds


@pytest.mark.parametrize("model", models_by_kind().values(), ids=lambda model: model.KIND)
def test_expected_fields_and_facets_exist(model):
    names = {shape.name for shape in shapes_of(model)} | {"title"}

    assert set(model.EXPECTED) <= names
    assert set(model.FACETS) <= names


def own_models() -> list[type[models.Model]]:
    return [model for config in OWN_APPS for model in config.get_models()]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_constraints_are_named_after_what_they_say(model):
    names = [constraint.name for constraint in model._meta.constraints]

    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in names)


@pytest.mark.parametrize(
    "model", [model for model in own_models() if issubclass(model, Part)], ids=lambda m: m.__name__
)
def test_lists_of_a_record_have_an_order(model):
    assert model._meta.ordering == ("order", "pk")
