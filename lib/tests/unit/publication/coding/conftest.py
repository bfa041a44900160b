"""Contributions to code, hostile ones among them."""

import pytest

from civiscope.coding.codebook import Code, Codebook
from civiscope.publication.coding.form import Form

HOSTILE = "<script>alert(1)</script></script><!-- & \u2028 \"quoted\", 'so'\n=1+1"
BOOK = Codebook(
    codes=(
        Code(code="move", label="Mobilité", is_codable=False, definition="Se déplacer."),
        Code(
            code="train",
            label="Train",
            labels={"en": "Trains"},
            parent="move",
            definition="Plus de trains.",
            definitions={"en": "More trains."},
            includes="gares",
            excludes="tramways",
            examples=("Rouvrez la ligne</script>", "Un train le dimanche"),
        ),
        Code(code="bike", label="Vélo", parent="move", definition="Des pistes."),
        Code(code='a"b,<c>', label="</label><b>Étrange"),
    )
)
TEXTS = (("c1", "Un train, et des pistes."), ("c2", HOSTILE), ("=c3", "Rien à dire."))


@pytest.fixture
def form():
    """Return a function that makes a form."""

    def made(**changed):
        usual = {
            "title": "Grand débat </title>",
            "language": "fr",
            "texts_language": "fr",
            "key": "abc",
            "coder": "",
            "codebook": BOOK,
            "texts": TEXTS,
        }
        return Form(**usual | changed)

    return made
