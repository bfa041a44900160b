"""Whatever someone types, a page answers; nothing breaks and nothing leaks."""

import pytest

from factories.records import concept, make

pytestmark = pytest.mark.django_db

TYPED = (
    "",
    "a" * 10_000,
    "\0",
    "%",
    "*",
    "AND NOT NEAR(",
    "\"'",
    "title:mairie",
    "(((",
    "\\",
    "\u202e",
    "🙂",
    "de la",
    " ".join(f"mot{number}" for number in range(200)),
    "<script>alert(1)</script>",
)


@pytest.fixture
def _mairie():
    concept("type-acteur", "collectivite", "Collectivité locale")
    make("organisation", "mairie", title={"fr": "Mairie de Dunkerque"}, type="collectivite")


@pytest.mark.usefixtures("_mairie")
@pytest.mark.parametrize("typed", TYPED, ids=range(len(TYPED)))
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_search_and_lists_answer_whatever_is_typed(client, typed, prefix):
    search = client.get(f"{prefix}/recherche/", {"q": typed, "kind": typed[:50], "page": typed[:9]})
    everything = {"q": typed, "type": typed[:200], "year": typed[:9], "sort": typed[:9]}
    listed = client.get(f"{prefix}/acteurs/", everything)

    assert (search.status_code, listed.status_code) == (200, 200)
    assert "<script>alert" not in search.content.decode() + listed.content.decode()


@pytest.mark.usefixtures("_mairie")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/acteurs/?page=0", 200),
        ("/acteurs/?page=99999999999999999999", 200),
        ("/acteurs/?page=٣", 200),
        ("/acteurs/?type=&year=", 200),
        ("/recherche/?kind=rien&q=mairie", 200),
        ("/contact/?page=" + "a" * 5000, 200),
        ("/fichiers/a%00b", 404),
        ("/fichiers/", 404),
        ("/acteurs/a%00b/", 404),
        ("/vocabulaires/rien/", 404),
        ("/donnees/rien.csv", 404),
        ("/evenements/rien.ics", 404),
        ("/acteurs/rien.json", 404),
    ],
)
def test_odd_addresses_answer(client, address, status):
    assert client.get(address).status_code == status


@pytest.mark.usefixtures("_mairie")
def test_error_page_says_what_to_do_without_any_context(client, monkeypatch):
    def broken(*args, **options):
        raise RuntimeError

    monkeypatch.setattr("observatory.pages.views.record_page", broken)
    client.raise_request_exception = False

    answer = client.get("/acteurs/mairie/")

    assert answer.status_code == 500
    assert "/recherche/" in answer.content.decode()
