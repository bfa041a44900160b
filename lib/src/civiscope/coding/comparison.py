"""What changed between two states of a codebook."""

from collections.abc import Callable
from dataclasses import dataclass

from civiscope.coding.codebook import Code, Codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed between two codebooks, as names of codes.

    Attributes
    ----------
    added, removed : tuple of str
        Codes of one codebook alone.
    moved : tuple of str
        Codes that are part of another code than before.
    relabelled : tuple of str
        Codes whose label differs, in any language.
    redefined : tuple of str
        Codes of which something else differs that says what is coded with them: the definition
        in any language, includes, excludes, expressions, examples, or whether texts may have
        them.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]
    relabelled: tuple[str, ...]
    redefined: tuple[str, ...]


def compare_codebooks(old: Codebook, new: Codebook) -> Comparison:
    """Compare two states of a codebook, whose codes are told by their names.

    Parameters
    ----------
    old, new : Codebook

    Returns
    -------
    Comparison
        In the order of the new codebook; what was removed, in that of the old one.

    Examples
    --------
    >>> from civiscope.coding.codebook import Code, Codebook
    >>> from civiscope.coding.comparison import compare_codebooks
    >>> old = Codebook(codes=(Code(code="tax", label="Taxes"), Code(code="isf", label="ISF")))
    >>> new = Codebook(codes=(Code(code="tax", label="Taxes"),
    ...                       Code(code="isf", label="Wealth tax", parent="tax")))
    >>> changed = compare_codebooks(old, new)
    >>> changed.moved, changed.relabelled, changed.added
    (('isf',), ('isf',), ())
    """
    before = {code.code: code for code in old.codes}
    after = {code.code: code for code in new.codes}

    def changed(aspect: Callable[[Code], object]) -> tuple[str, ...]:
        return tuple(
            name
            for name, code in after.items()
            if name in before and aspect(before[name]) != aspect(code)
        )

    return Comparison(
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        moved=changed(lambda code: code.parent),
        relabelled=changed(lambda code: (code.label, dict(code.labels))),
        redefined=changed(_meaning),
    )


def _meaning(code: Code) -> tuple[object, ...]:
    return (
        code.definition,
        dict(code.definitions),
        code.includes,
        code.excludes,
        code.expressions,
        code.examples,
        code.is_codable,
    )
