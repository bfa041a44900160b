"""A small observatory and its cast."""

import pytest

from factories.cast import account, signed_in
from factories.records import concept, make
from observatory.accounts.enums import Role


@pytest.fixture
def facts(db):
    """Give the vocabularies and the source that every record needs."""
    concept("niveau-preuve", "declare", "Déclaré")
    concept("type-acteur", "association", "Association")
    concept("role", "moderation", "Modération")
    return make("source", "rapport", title={"fr": "Rapport 2019"})


@pytest.fixture
def agora(facts):
    """Publish an organisation."""
    return make(
        "organisation",
        "agora",
        title={"fr": "Agora citoyenne"},
        evidence="declare",
        citations=[{"source": "rapport"}],
        date="2019-05-15",
    )


@pytest.fixture
def editor(db):
    return account("Edith", Role.EDITOR)


@pytest.fixture
def contributor(db):
    return account("Carla", Role.CONTRIBUTOR)


@pytest.fixture
def desk(editor):
    """Return the editor's browser."""
    return signed_in(editor)


@pytest.fixture
def notebook(contributor):
    """Return the contributor's browser."""
    return signed_in(contributor)
