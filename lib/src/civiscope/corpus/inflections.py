"""Plurals and feminines that the Snowball stemmers do not bring back to one form.

The stemmers see folded words, without the accents that the French one partly relies on. These
rules only add forms: a word keeps its own stems, so that a rule which applies where it should not
("maniere" as a feminine of "manier") costs a form and loses nothing.
"""

# Ending, what the singular or masculine has instead, example. Every ending that fits applies.
_ENDINGS = (
    ("trice", "teur"),  # directrice, directeur
    ("trices", "teur"),
    ("euse", "eur"),  # chercheuse, chercheur (nombreuse: Snowball)
    ("euses", "eur"),
    ("eux", "eu"),  # enjeux, enjeu
    ("oux", "ou"),  # bijoux, bijou
    ("ere", "er"),  # conseillère, conseiller
    ("eres", "er"),
    ("ee", "e"),  # députée, député
    ("ees", "e"),
    ("ive", "if"),  # active, actif
    ("ives", "if"),
    ("as", "a"),  # médias, média (Snowball keeps an s after these vowels)
    ("is", "i"),  # partis, parti
    ("os", "o"),  # vidéos, vidéo
    ("us", "u"),  # élus, élu
)
_SHORTEST_BASE = 3
"""A base of one or two letters ("cas", "ca") would be shared by unrelated words."""

# Words that no ending tells, grouped with their base form.
_FIXED_GROUPS = (
    "travail travaux",
    "bail baux",
    "oeil yeux",
    "ciel cieux",
    "beau bel belle belles beaux",
    "nouveau nouvel nouvelle nouvelles nouveaux",
    "vieux vieil vieille vieilles",
    "public publics publique publiques",
    "blanc blancs blanche blanches",
    "long longs longue longues",
    "favori favoris favorite favorites",
    "woman women",
    "man men",
    "child children",
    "person people persons",
    # Kept apart from the words that Snowball would confuse them with.
    "petition petitions",  # from "petit"
    "annee annees",  # from "Anne"
    "entree entrees",  # from "entre"
    "musee musees",  # from "muse"
    "publication publications",  # from "public"
    "communication communications",  # from "commune"
    "formation formations",  # from "forme" and "format"
    "donnee donnees",  # from "donne"
    "data",  # from "date"
    "mars",  # from "Marie"
)
_FIXED = {word: (group.split()[0],) for group in _FIXED_GROUPS for word in group.split()}


def fixed_forms(token: str) -> tuple[str, ...]:
    """Return the only form of an irregular word, or nothing for the other words.

    Examples
    --------
    >>> from civiscope.corpus.inflections import fixed_forms
    >>> fixed_forms("yeux")
    ('oeil',)
    >>> fixed_forms("debat")
    ()
    """
    return _FIXED.get(token, ())


def base_forms(token: str) -> tuple[str, ...]:
    """List the singulars or masculines that a word may come from.

    Examples
    --------
    >>> from civiscope.corpus.inflections import base_forms
    >>> base_forms("directrices"), base_forms("elus"), base_forms("debat")
    (('directeur',), ('elu',), ())
    """
    bases = (
        token.removesuffix(ending) + base for ending, base in _ENDINGS if token.endswith(ending)
    )
    return tuple(base for base in bases if len(base) >= _SHORTEST_BASE)
