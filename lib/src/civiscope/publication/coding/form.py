"""A page that people code with: it works offline, with the keyboard, and saves to a file."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from string import ascii_lowercase, ascii_uppercase

from markupsafe import Markup

from civiscope.coding.codebook import Code, Codebook
from civiscope.publication.coding.form_words import FORM_WORDS, FormWords, Language
from civiscope.publication.templating import source, template

SIGNS = f"123456789{ascii_lowercase}{ascii_uppercase}"
"""The keys that tick codes, in their order; further codes have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What people code, and with what.

    Attributes
    ----------
    title : str
        What is coded; a general title where it is empty.
    language : str
        Of the page, ``fr`` or ``en``.
    texts_language : str
        Of the contributions, an ISO 639-1 code.
    key : str
        Tells this sample from others that the same browser may hold.
    coder : str
        Whose part it is; empty where people say themselves who they are.
    codebook : Codebook
        The codes.
    texts : tuple of (str, str)
        Identifier and text of each contribution, in the order to code them in.
    """

    title: str
    language: Language
    texts_language: str
    key: str
    coder: str
    codebook: Codebook
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A code as the page shows it."""

    code: Code
    depth: int
    label: str
    definition: str
    sign: str


def render_form(form: Form) -> bytes:
    """Return the page that people code with, in UTF-8.

    Parameters
    ----------
    form : Form
        What they code. What the machine gave stands nowhere in it: it would sway them.

    Returns
    -------
    bytes
        One HTML file that fetches nothing. What is ticked stays in the browser until it is saved
        as CSV, of the wide form that `civiscope.coding.codings.read_codings` reads. The same form
        gives the same bytes.

    Examples
    --------
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.publication.coding.form import Form, render_form
    >>> page = render_form(Form(
    ...     title="", language="en", texts_language="fr", key="k", coder="",
    ...     codebook=Codebook(codes=(Code(code="tax", label="Taxes"),)),
    ...     texts=(("c1", "Moins d’impôts"),)))
    >>> b"Taxes" in page, b"://" in page
    (True, False)
    """
    words = FORM_WORDS[form.language]
    script = source("coding_form.js")
    page = template("coding_form.html").render(
        form=form,
        words=words,
        title=form.title or words.title,
        lead=words.lead.format(count=len(form.texts)),
        lines=list(_lines(form)),
        css=Markup(source("coding_form.css")),  # noqa: S704 -- a file of ours
        script=Markup(script),  # noqa: S704 -- the same
        script_hash=b64encode(sha256(f"\n{script}".encode()).digest()).decode(),
        told=Markup(_json(_told(form, words))),  # noqa: S704 -- escaped there
    )
    return page.encode()


def shown_label(code: Code, language: str) -> str:
    """Return the label of a code in a language, or the analyst's own where it has none."""
    return code.labels.get(language) or code.label


def shown_definition(code: Code, language: str) -> str:
    """Return the definition of a code in a language, or the analyst's own where it has none."""
    return code.definitions.get(language) or code.definition


def _lines(form: Form) -> Iterator[_Line]:
    signs = iter(SIGNS)
    for depth, code in form.codebook.walk():
        yield _Line(
            code=code,
            depth=depth,
            label=shown_label(code, form.language),
            definition=shown_definition(code, form.language),
            sign=next(signs, "") if code.is_codable else "",
        )


def _told(form: Form, words: FormWords) -> dict[str, object]:
    """Return what the script needs."""
    return {
        "key": f"civiscope-coding-{form.key}",
        "coder": form.coder,
        "codes": form.codebook.codable,
        "texts": form.texts,
        "words": {
            name: getattr(words, name)
            for name in (
                "progress", "contribution", "kept", "not_kept", "saved", "unsaved", "loaded",
                "not_loaded", "all_done", "is_coded", "is_open", "both",
            )
        },
    }  # fmt: skip


def _json(value: object) -> str:
    """Write JSON that no HTML parser takes for anything else."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written
