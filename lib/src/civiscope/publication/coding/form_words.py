"""The sentences of the page and of the workbook that people code with."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """What the page and the workbook say, in one language."""

    title: str
    lead: str
    steps: tuple[str, ...]
    name: str
    name_help: str
    name_missing: str
    start: str
    progress: str
    save: str
    load: str
    contribution: str
    codes: str
    none_applies: str
    unsure: str
    comment: str
    previous: str
    following: str
    turn: str
    next_open: str
    shortcuts: str
    keys: tuple[tuple[str, str], ...]
    keys_title: str
    includes: str
    excludes: str
    examples: str
    more: str
    kept: str
    not_kept: str
    saved: str
    unsaved: str
    loaded: str
    not_loaded: str
    all_done: str
    is_coded: str
    is_open: str
    both: str
    no_script: str
    to_code_sheet: str
    codebook_sheet: str
    how_to_sheet: str
    codebook_columns: tuple[str, ...]
    how_to: tuple[str, ...]
    cut: str


FORM_WORDS: Final[dict[Language, FormWords]] = {
    "fr": FormWords(
        title="Coder des contributions",
        lead="{count} contributions attendent d’être lues.",
        steps=(
            "Lisez chaque contribution en entier, puis cochez tous les codes qui lui conviennent.",
            (
                "Si aucun ne convient, cochez «\u202fAucun code ne convient\u202f»\u00a0: "
                "une contribution sans aucune coche compte comme non lue."
            ),
            "Codez seul, sans en parler aux autres\u00a0: leur accord se mesure après.",
            (
                "Tout reste dans ce navigateur. Enregistrez le fichier à la fin de chaque séance, "
                "et rendez-le à qui vous a confié cette page."
            ),
        ),
        name="Votre nom",
        name_help="Un prénom ou un pseudonyme suffit. Il figure dans le fichier enregistré.",
        name_missing="Écrivez votre nom pour commencer.",
        start="Commencer",
        progress="{done} sur {count} codées",
        save="Enregistrer le fichier",
        load="Reprendre un fichier",
        contribution="Contribution {place} sur {count}",
        codes="Codes",
        none_applies="Aucun code ne convient",
        unsure="J’hésite",
        comment="Remarque (facultative)",
        previous="Précédente",
        following="Suivante",
        turn="D’une contribution à l’autre",
        next_open="Prochaine non codée",
        shortcuts="Raccourcis à une touche",
        keys=(
            ("1", "coche ou décoche le code qui porte ce signe"),
            ("0", "aucun code ne convient"),
            ("?", "j’hésite"),
            ("Entrée", "contribution suivante"),
            ("← →", "précédente, suivante"),
        ),
        keys_title="Au clavier",
        includes="Inclut",
        excludes="Exclut",
        examples="Exemples",
        more="En savoir plus",
        kept="Gardé dans ce navigateur.",
        not_kept="Ce navigateur ne garde rien\u00a0: enregistrez souvent le fichier.",
        saved="Fichier enregistré\u00a0: {count} contributions codées.",
        unsaved="Rien à enregistrer\u00a0: aucune contribution n’est codée.",
        loaded="Fichier repris\u00a0: {count} contributions codées.",
        not_loaded="Ce fichier n’est pas celui de cette page, ou il est abîmé\u00a0: rien n’a "
        "changé. Choisissez le fichier CSV que cette page a enregistré.",
        all_done="Toutes les contributions sont codées. Enregistrez le fichier.",
        is_coded="Codée",
        is_open="Pas encore codée",
        both="Un code est coché\u00a0: «\u202fAucun code ne convient\u202f» a été décoché.",
        no_script="Cette page a besoin de JavaScript, qui est désactivé. Activez-le, ou codez dans "
        "le classeur ou le fichier CSV qui l’accompagne.",
        to_code_sheet="À coder",
        codebook_sheet="Codes",
        how_to_sheet="Mode d’emploi",
        codebook_columns=("Code", "Libellé", "Définition", "Inclut", "Exclut", "Exemples"),
        how_to=(
            "Écrivez votre nom dans la colonne coder de chaque ligne que vous codez.",
            "Lisez la contribution, puis écrivez 1 dans la colonne de chaque code qui convient.",
            "Si aucun code ne convient, écrivez 1 dans none_applies.",
            "Une ligne sans aucune marque compte comme non lue.",
            "Si vous hésitez, écrivez 1 dans unsure, et pourquoi dans comment.",
            "Ne changez ni la première ligne ni les identifiants. Codez sans en parler à d’autres.",
        ),
        cut=" […] (la suite est dans le fichier CSV)",
    ),
    "en": FormWords(
        title="Code contributions",
        lead="{count} contributions are waiting to be read.",
        steps=(
            "Read each contribution to its end, then tick every code that fits it.",
            "If none does, tick “No code fits”: a contribution without a tick counts as not read.",
            "Code alone, without talking to the others: how far you agree is measured after.",
            (
                "All stays in this browser. Save the file at the end of each session, and give it "
                "to whoever gave you this page."
            ),
        ),
        name="Your name",
        name_help="A first name or a pseudonym will do. It stands in the saved file.",
        name_missing="Write your name to begin.",
        start="Begin",
        progress="{done} of {count} coded",
        save="Save the file",
        load="Resume from a file",
        contribution="Contribution {place} of {count}",
        codes="Codes",
        none_applies="No code fits",
        unsure="I am unsure",
        comment="Remark (optional)",
        previous="Previous",
        following="Next",
        turn="From one contribution to the next",
        next_open="Next not coded",
        shortcuts="One-key shortcuts",
        keys=(
            ("1", "ticks or unticks the code with this sign"),
            ("0", "no code fits"),
            ("?", "I am unsure"),
            ("Enter", "next contribution"),
            ("← →", "previous, next"),
        ),
        keys_title="With the keyboard",
        includes="Includes",
        excludes="Excludes",
        examples="Examples",
        more="Learn more",
        kept="Kept in this browser.",
        not_kept="This browser keeps nothing: save the file often.",
        saved="File saved: {count} contributions coded.",
        unsaved="Nothing to save: no contribution is coded.",
        loaded="File resumed: {count} contributions coded.",
        not_loaded="This file is not one of this page, or it is damaged: nothing changed. Choose "
        "the CSV file that this page saved.",
        all_done="All contributions are coded. Save the file.",
        is_coded="Coded",
        is_open="Not coded yet",
        both="A code is ticked: “No code fits” was unticked.",
        no_script="This page needs JavaScript, which is off. Turn it on, or code in the workbook "
        "or the CSV file that goes with it.",
        to_code_sheet="To code",
        codebook_sheet="Codes",
        how_to_sheet="How to",
        codebook_columns=("Code", "Label", "Definition", "Includes", "Excludes", "Examples"),
        how_to=(
            "Write your name in the column coder of each row that you code.",
            "Read the contribution, then write 1 in the column of every code that fits.",
            "If no code fits, write 1 in none_applies.",
            "A row without any mark counts as not read.",
            "If you are unsure, write 1 in unsure, and why in comment.",
            "Change neither the first row nor the identifiers. Code without talking to others.",
        ),
        cut=" […] (the rest is in the CSV file)",
    ),
}
