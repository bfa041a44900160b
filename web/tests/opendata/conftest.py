"""A small observatory in which much could leak, and the doors it could leak through."""

from pathlib import Path

import pytest
from django.utils import timezone

from civiscope.packs import dump_document, dump_records
from observatory.imports.domain.load import load_pack

PDF = b"%PDF-1.7\nslides"
# What no visitor may read: titles, names, keys and what stood beside them.
SECRETS = (
    "Secrète", "secret-org", "Fusionné", "ancien-nom", "Zoé", "Retirée", "zoe-retiree",
    "Dora", "Brouillon", "dora-brouillon", "cheffe", "Fantôme", "fantome", "enquete-cachee",
    "confidentiel",
)  # fmt: skip


def _bilingual(french: str) -> dict[str, str]:
    return {"fr": french}


SCHEMES = [
    {
        "id": "role",
        "label": _bilingual("Rôle"),
        "concepts": [{"id": "moderation", "label": {"fr": "Modération", "en": "Moderator"}}],
    },
    {
        "id": "relation",
        "label": _bilingual("Relation"),
        "concepts": [{"id": "partenaire", "label": _bilingual("partenaire de")}],
    },
    {
        "id": "type-contrat",
        "label": _bilingual("Contrat"),
        "concepts": [{"id": "marche", "label": _bilingual("Marché")}],
    },
]
RECORDS: dict[str, list[dict[str, object]]] = {
    "source": [{"id": "rapport", "title": _bilingual("Rapport")}],
    "organisation": [
        {
            "id": "acme",
            "title": {"fr": "=cmd()|' /C calc'!A0", "en": "+Acme"},
            "city": "@ville",
            "country": "France; « ici »",
            "none": ["website"],
            "not_applicable": ["siren"],
            "labels": [{"text": "Acme, SA"}],
        },
        {
            "id": "secret-org",
            "status": "draft",
            "title": _bilingual("Organisation Secrète"),
            "attachments": [{"title": _bilingual("confidentiel"), "nature": "slides"}],
        },
        {
            "id": "ancien-nom",
            "status": "merged",
            "merged_into": "acme",
            "title": _bilingual("Nom Fusionné"),
            "old_addresses": ["ancien-nom-fusionne"],
        },
    ],
    "person": [
        {"id": "ada", "given_name": "Ada", "family_name": "Exemple"},
        {
            "id": "zoe-retiree",
            "status": "withdrawn",
            "given_name": "Zoé",
            "family_name": "Retirée",
            "affiliations": [{"organisation": "acme", "displayed": "présidente, Acme"}],
        },
        {
            "id": "dora-brouillon",
            "status": "draft",
            "given_name": "Dora",
            "family_name": "Brouillon",
        },
    ],
    "exercise": [
        {
            "id": "budget",
            "title": _bilingual("Budget participatif"),
            "date": "2019",
            "commissioners": ["acme", "ancien-nom", "secret-org"],
            "deployments": [
                {"provider": "acme", "contract": "marche"},
                {"provider": "secret-org", "contract": "marche", "note": _bilingual("perdu")},
            ],
        }
    ],
    "event": [
        {
            "id": "forum",
            "slug": "le-forum",
            "old_addresses": ["forum-2019"],
            "title": {"fr": "Forum </script><b>ouvert</b>, à; tous & \\ bien", "en": "Open forum"},
            "summary": _bilingual("Avec Zoé Retirée et d'autres"),
            "description": _bilingual("Ligne une\nZOÉ  RETIRÉE parle\nligne trois"),
            "date": "2019-05-15/2019-05-16",
            "venue": "secret-org",
            "venue_name": "Maison, salle 2",
            "city": "Paris",
            "hosts": [
                {"organisation": "acme"},
                {"organisation": "secret-org", "role": "moderation", "note": _bilingual("perdu")},
            ],
            "sessions": [
                {
                    "id": "table-ronde",
                    "title": _bilingual("Table ronde"),
                    "speakers": [
                        {"person": "zoe-retiree", "displayed": "directrice, Ville de Test"},
                        {"person": "dora-brouillon", "displayed": "cheffe de projet"},
                    ],
                }
            ],
            "speakers": [
                {"person": "ada", "displayed": "chercheuse", "organisations": ["secret-org"]},
                {"person": "zoe-retiree", "role": "moderation"},
            ],
            "citations": [{"source": "rapport"}],
            "figures": [
                {
                    "id": "attendance",
                    "label": _bilingual("personnes"),
                    "operator": ">",
                    "value": 250,
                }
            ],
            "attachments": [
                {"title": _bilingual("Diapos"), "nature": "slides", "file": "files/diapos.pdf"}
            ],
            "relations": [
                {"type": "partenaire", "object": "organisation:acme"},
                {"type": "partenaire", "object": "organisation:secret-org"},
                {"type": "partenaire", "object": "person:zoe-retiree"},
            ],
        },
        {
            "id": "fantome",
            "status": "draft",
            "title": _bilingual("Événement Fantôme"),
            "date": "2019-06-01",
        },
        {"id": "mois-vague", "title": _bilingual("Atelier de septembre"), "date": "2019-09"},
    ],
    "publication": [
        {
            "id": "note",
            "title": _bilingual("Entretien avec Zoé Retirée"),
            "date": "2020-33",
            "authors": ["ada", "dora-brouillon", "zoe-retiree"],
            "about": ["event:fantome", "event:forum"],
        }
    ],
    "survey": [{"id": "enquete-cachee", "status": "draft", "title": _bilingual("Enquête")}],
    "edition": [{"id": "edition-1", "survey": "enquete-cachee", "title": _bilingual("Édition")}],
    "team_member": [{"id": "place-1", "person": "zoe-retiree", "role": _bilingual("animation")}],
    "highlight": [{"id": "moment", "title": _bilingual("Un temps fort"), "about": "event:fantome"}],
}


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, settings) -> None:
    """Keep files in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DOWNLOADS_ROOT = tmp_path / "downloads"


@pytest.fixture
def leaky_pack(tmp_path: Path) -> Path:
    """Write the pack of the small observatory."""
    folder = tmp_path / "leaky"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "diapos.pdf").write_bytes(PDF)
    (folder / "pack.yaml").write_text(dump_document({"id": "leaky"}), encoding="utf-8")
    for kind, documents in {"scheme": SCHEMES, **RECORDS}.items():
        text = dump_records(kind, documents)
        (folder / f"{kind}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def leaky(db, leaky_pack: Path) -> Path:
    """Load the small observatory."""
    load_pack(leaky_pack, by=None, at=timezone.now())
    return leaky_pack


@pytest.fixture
def secrets() -> tuple[str, ...]:
    """List what no visitor may read."""
    return SECRETS
