"""What the site says of the observatory that publishes it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from observatory.common.formats import chosen, date_shown, markdown
from observatory.pages.domain.showing import Shown
from observatory.programme.domain.current import published_observatory
from observatory.programme.models import (
    Action,
    Objective,
    Observatory,
    Partnership,
    Pole,
    TeamMember,
)
from observatory.records.enums import Status

# How the vocabulary of actions is drawn on the page of the work programme.
STATUS_SHAPES = {
    "prevu": "planned",
    "en-cours": "underway",
    "realise": "done",
    "reporte": "planned",
    "abandonne": "dropped",
}
NO_OBSERVATORY = {"title": "Civiscope", "lead": "", "text": "", "lang": ""}


def observatory_shown(language: str) -> Shown:
    """Return the name of the site, its sentence and who hosts it (one query)."""
    observatory = published_observatory()
    if observatory is None:
        return {"name": "Civiscope", "sentence": "", "sentence_lang": "", "host": ""}
    sentence, lang = _text(observatory, "summary", language)
    host = observatory.host
    return {
        "name": observatory.title_in(language),
        "sentence": sentence,
        "sentence_lang": lang,
        "host": host.title_in(language) if host and host.is_public else "",
    }


def about_shown(language: str) -> Shown:
    """Return what the page about the observatory shows."""
    observatory = published_observatory()
    year = _programme_year()
    return {
        "about": _about(observatory, language) if observatory else NO_OBSERVATORY,
        "facts": _about_facts(observatory, language) if observatory else [],
        "objectives": [_point(objective, language) for objective in _public(Objective)],
        "poles": [_pole(pole, language) for pole in _public(Pole)],
        "team": [_member(member, language) for member in _public(TeamMember, "person")],
        "partners": partners_shown(language),
        "work": {"year": year, "actions": _actions(year, language)} if year else None,
    }


def partners_shown(language: str) -> list[Shown]:
    """Return the partners and the nature of their support, in the order they are named."""
    return [
        {
            "name": partnership.organisation.title_in(language),
            "label": partnership.organisation.title_in(language),
            "url": partnership.organisation.get_absolute_url(),
            "nature": _text(partnership, "support", language)[0],
        }
        for partnership in _public(Partnership, "organisation")
        if partnership.organisation.is_public
    ]


def _public(model: Any, *related: str) -> Iterable[Any]:
    public = model.objects.filter(status=Status.PUBLISHED)
    return public.select_related(*related).order_by("number", "key")  # type: ignore[no-any-return]  # any model here


def _text(record: Any, name: str, language: str) -> tuple[str, str]:
    texts = {code: getattr(record, f"{name}_{code}") for code in ("fr", "en")}
    return chosen(texts, language)


def _about(observatory: Observatory, language: str) -> Shown:
    lead, lang = _text(observatory, "summary", language)
    texts = [
        _text(observatory, name, language)[0] for name in ("purpose", "framework", "description")
    ]
    return {
        "title": observatory.title_in(language),
        "lead": lead,
        "text": markdown("\n\n".join(text for text in texts if text)),
        "lang": lang,
    }


def _about_facts(observatory: Observatory, language: str) -> list[Shown]:
    facts: list[Shown] = []
    launched = date_shown(observatory.date.removesuffix("/.."), language)
    if launched:
        facts.append({"label": _("Launched"), "values": [{"date": launched}]})
    host = observatory.host
    if host and host.is_public:
        value = {"text": host.title_in(language), "url": host.get_absolute_url()}
        facts.append({"label": _("Hosted by"), "values": [value]})
    return facts


def _point(objective: Objective, language: str) -> Shown:
    lists = [
        _bullets(heading, _text(objective, name, language)[0])
        for name, heading in (
            ("questions", _("Questions")),
            ("audiences", _("For whom")),
            ("outputs", _("What it should give")),
        )
    ]
    texts = [_text(objective, "description", language)[0], *lists]
    return {
        "id": objective.key,
        "title": objective.title_in(language),
        "text": markdown("\n\n".join(text for text in texts if text)),
    }


def _bullets(heading: str, lines: str) -> str:
    bullets = "\n".join(f"- {line}" for line in lines.splitlines())
    return f"**{heading}**\n\n{bullets}" if bullets else ""


def _pole(pole: Pole, language: str) -> Shown:
    contents = _text(pole, "contents", language)[0].splitlines()
    return {
        "title": pole.title_in(language),
        "text": ", ".join(contents),
        "url": pole.get_absolute_url(),
    }


def _member(member: TeamMember, language: str) -> Shown:
    person = member.person
    is_public = person is not None and person.is_public
    parts = [_text(member, name, language)[0] for name in ("position", "role", "research")]
    dates = date_shown(member.date, language)
    if dates:
        parts.append(dates["text"])
    return {
        "name": person.title_in(language) if person and is_public else "",
        "url": person.get_absolute_url() if person and is_public else "",
        "withdrawn": not is_public,
        "function": pgettext("between facts", " – ").join(part for part in parts if part),
        "lang": "",
    }


# ---------------------------------------------------------------- work programme


def _programme_year() -> int | None:
    last = Action.objects.filter(status=Status.PUBLISHED).order_by("-year").first()
    return last.year if last else None


def _actions(year: int, language: str) -> list[Shown]:
    actions = Action.objects.filter(status=Status.PUBLISHED, year=year)
    ready = actions.select_related("action_status").prefetch_related("shown_by")
    return [_action(action, language) for action in ready.order_by("number")]


def _action(action: Action, language: str) -> Shown:
    title, lang = _text(action, "title", language)
    status = action.action_status
    return {
        "text": title,
        "lang": lang,
        "url": action.get_absolute_url(),
        "status": STATUS_SHAPES.get(status.key, "planned") if status else "planned",
        "status_label": str(status) if status else _("not known"),
        "done": [
            {"title": record.title_in(language), "url": record.get_absolute_url()}
            for record in action.shown_by.all()
            if record.is_public
        ],
    }
