"""What the 2019 report says, read from its original transcription, which stands outside.

Each function gives what one kind of record must show: its kind, its key, and a text.
"""

import html
import re
from collections.abc import Iterator

import yaml

from observatory.common.dates import in_words
from requirements import real_data


def read_facts_2019() -> dict:
    """Return the transcription."""
    path = real_data() / "observatory-2019" / "facts.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """Text as a reader sees it: no tags, straight apostrophes, single spaces."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("’", "'").replace("*", "")
    return " ".join(text.split()).casefold()


def date_of(fact: dict) -> Iterator[str]:
    """Say the date of a fact as the French page does."""
    if fact.get("date"):
        yield in_words(str(fact["date"]), "fr")
    if fact.get("date_debut"):
        yield in_words(f"{fact['date_debut']}/{fact['date_fin']}", "fr")
    if fact.get("edtf"):
        yield in_words(fact["edtf"], "fr")


def organisations(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["organisations"]:
        yield "organisation", fact["id"], fact["nom"]
        for name in (*fact.get("variantes", ()), fact.get("sigle"), *fact.get("projets", ())):
            if name:
                yield "organisation", fact["id"], name


def people(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["personnes"]:
        yield "person", fact["id"], f"{fact['prenom']} {fact['nom']}"
        for affiliation in fact["affiliations"]:
            if affiliation["fonction"]:
                yield "person", fact["id"], affiliation["fonction"]


def events(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["evenements"]:
        key = fact["id"]
        texts = [fact["titre"], *date_of(fact), (fact.get("lieu") or {}).get("nom")]
        texts += [theme["titre"] for theme in fact.get("thematiques", ())]
        texts += fact.get("questions", [])
        for session in fact.get("sessions", ()):
            texts += [session["titre"], *speakers(session)]
        for group in fact.get("groupes_de_sessions", ()):
            texts += [str(group["nombre"]), *group["sujets"]]
        for figure in fact.get("chiffres", ()):
            texts += [str(figure["valeur"]), figure["indicateur"]]
        texts += speakers(fact)
        yield from (("event", key, text) for text in texts if text)


def speakers(fact: dict) -> Iterator[str]:
    for speaker in fact.get("intervenants", ()):
        yield speaker["affichage"]


def training(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["formations"]:
        yield "training", fact["id"], fact["titre"]
        for module in fact["modules"]:
            for text in (module["titre"], *module["contenus"]):
                yield "training", fact["id"], text
        for session in fact["sessions"]:
            for text in (*date_of(session), session["public"]):
                yield "training_session", session["id"], text


def activities(facts: dict) -> Iterator[tuple[str, str, str]]:
    sections = ("interventions", "interventions_partenaires", "activites_reseau")
    for fact in (fact for section in sections for fact in facts[section]):
        texts = [fact.get(name) for name in ("sujet", "ville", "pays", "cadre", "nature", "objet")]
        for text in (*texts, *date_of(fact)):
            if text:
                yield "activity", fact["id"], text


def press(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["presse"]:
        texts = (fact["titre"], fact.get("emission"), fact.get("numero"), *date_of(fact))
        yield from (("press_mention", fact["id"], text) for text in texts if text)


def articles(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["articles"]:
        yield "case", fact["id"], fact["titre"]
        yield "case", fact["id"], str(fact["annee"])


def publications(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["publications"]:
        texts = [fact["titre"] or fact["sujet"], *date_of(fact)]
        if fact.get("date_couverture"):
            texts.append(in_words(fact["date_couverture"]["edtf"], "fr"))
        for part in fact.get("parties", ()):
            texts += [
                *part.get("inspirations", ()),
                *part.get("pouvoirs", ()),
                *part.get("enjeux", ()),
            ]
        yield from (("publication", fact["id"], text) for text in texts)


def editions(facts: dict) -> Iterator[tuple[str, str, str]]:
    survey = facts["barometre"]
    for text in (survey["titre"], *survey["objectifs"]):
        yield "survey", survey["id"], text
    for fact in survey["editions"]:
        for figure in fact["chiffres"]:
            yield "edition", fact["id"], str(figure["valeur"])
            yield "edition", fact["id"], figure["indicateur"]
        if fact.get("restitution_prevue"):
            yield "edition", fact["id"], "premier trimestre 2020"


def dossiers(facts: dict) -> Iterator[tuple[str, str, str]]:
    for fact in facts["suivis"]:
        yield "dossier", fact["id"], fact["titre"]
        for item in fact["activites"]:
            for text in (item["intitule"], *date_of(item)):
                yield "dossier", fact["id"], text


SECTIONS = (
    organisations, people, events, training, activities, press, articles, publications, editions,
    dossiers,
)  # fmt: skip
