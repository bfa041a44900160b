"""Keep withdrawn names out of what pages show, wherever a text spells them."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

from observatory.records.domain.names import withdrawn_names, without_names


def discreet(shown: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what a page shows without the full names that were withdrawn (one query, or two).

    References to a withdrawn person say so by themselves; this is for running text,
    which nobody could correct before the next visitor comes.
    """
    names = withdrawn_names()
    return _said(shown, names, language) if names else shown


def _said(shown: Any, names: tuple[str, ...], language: str) -> Any:
    match shown:
        case SafeString():
            # The wording that replaces a name holds nothing to escape.
            return mark_safe(without_names(shown, names, language))  # noqa: S308
        case str():
            return without_names(shown, names, language)
        case dict():
            return {name: _said(value, names, language) for name, value in shown.items()}
        case list():
            return [_said(value, names, language) for value in shown]
        case _:
            return shown
