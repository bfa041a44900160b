"""The words of a survey's report, in the two languages; those with braces take a number or text."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the report says in one language."""

    subtitle: str
    brief: str
    lead: tuple[str, str, str]
    no_poll_title: str
    no_poll: str
    who: str
    who_caption: str
    everyone: str
    columns_who: tuple[str, str, str, str]
    question: str
    chart: str
    measure: str
    columns_shares: tuple[str, str, str, str, str, str]
    shares_caption: str
    crossed_caption: str
    option: str
    trend_measure: str
    trend_columns: tuple[str, str, str, str, str]
    gaps: dict[str, str]
    panel: str
    panel_text: str
    columns_panel: tuple[str, str, str, str, str, str, str]
    new: str
    new_text: str
    columns_new: tuple[str, str, str, str]
    emergence: dict[str, str]
    of: str
    hidden: str
    nobody: str
    method: str
    methods: tuple[str, ...]
    left_out: str
    nothing_left_out: str
    data: str


FRENCH: Final = Words(
    subtitle="Résultats de l’édition {}",
    brief="En bref",
    lead=("Sur ", " collectivités sollicitées, ", " ont répondu."),
    no_poll_title="Ces chiffres ne valent que pour les répondants",
    no_poll="Les collectivités ont choisi de répondre\u00a0: rien ne permet de dire que les autres "
    "leur ressemblent. Ce rapport ne donne donc ni intervalle ni test sur l’ensemble des "
    "collectivités. À côté de chaque part, deux colonnes disent ce qu’elle deviendrait si les "
    "collectivités concernées avaient répondu deux fois plus, ou deux fois moins, que les autres.",
    who="Qui a répondu",
    who_caption="Répondants et collectivités sollicitées",
    everyone="Ensemble",
    columns_who=("Collectivités", "Sollicitées", "Répondants", "Taux de réponse"),
    question="Question posée\u00a0: «\u202f{}\u202f»",
    chart="{}",
    measure="Nombre de répondants qui ont coché chaque réponse",
    columns_shares=(
        "Réponse",
        "L’ont cochée",
        "Interrogés",
        "Part",
        "Si deux fois plus enclins à répondre",
        "Si deux fois moins",
    ),
    shares_caption="Réponses parmi les collectivités interrogées",
    crossed_caption="Les mêmes réponses selon la collectivité",
    option="{} – {}",
    trend_measure="Part des répondants interrogés, par édition",
    trend_columns=("Édition", "L’ont cochée", "Interrogés", "Part", "Avec l’édition d’avant"),
    gaps={
        "": "–",
        "none": "comparable",
        "partial": "comparable en partie",
        "break": "rupture de série",
        "not-asked": "non posée",
    },
    panel="Les collectivités qui ont répondu deux fois",
    panel_text="Parmi les collectivités qui ont répondu aux deux dernières éditions, ce qu’est "
    "devenue chaque réponse. La probabilité est celle d’un écart aussi grand entre gains et pertes "
    "si les deux étaient aussi probables, ajustée sur toutes les lignes (Holm)\u202f; elle ne dit "
    "rien des autres collectivités.",
    columns_panel=(
        "Réponse",
        "Gardée",
        "Gagnée",
        "Perdue",
        "Jamais",
        "Probabilité",
        "Ajustée",
    ),
    new="Les pratiques nouvelles",
    new_text="Une pratique est dite émergente si deux collectivités au moins la citent et si elle "
    "est plus fréquente que chez celles qui pouvaient la citer auparavant et n’ont pas répondu "
    "cette fois. Sinon, c’est au plus un signal faible.",
    columns_new=("Pratique", "Citée", "Citée auparavant", "Ce qu’on peut en dire"),
    emergence={"emerging": "émergente", "weak signal": "signal faible", "none": "rien de nouveau"},
    of=" sur ",
    hidden="secret",
    nobody="–",
    method="Comment lire ces chiffres",
    methods=(
        (
            "La base d’une part est l’ensemble des collectivités interrogées, y compris celles qui "
            "n’ont pas répondu à la question ou ne savent pas. Celles à qui la question n’a "
            "pas été "
            "posée, ou la réponse pas proposée, n’y sont jamais."
        ),
        (
            "«\u202fsecret\u202f»\u00a0: le chiffre dirait quelque chose d’une collectivité "
            "reconnaissable, ou permettrait de retrouver un chiffre qui le dirait. Aucun "
            "chiffre de "
            "moins de trois collectivités n’est donné, et tous les tableaux sont vérifiés ensemble."
        ),
        (
            "Une ligne ne relie deux éditions que si la question était la même, ou presque. "
            "Un signe "
            "«\u202f≠\u202f» ou un trait vertical marquent les autres cas."
        ),
    ),
    left_out="Les données individuelles ne contiennent pas ces colonnes, où trop peu de "
    "collectivités auraient la même réponse\u00a0: {}.",
    nothing_left_out="Les données individuelles contiennent toutes les réponses.",
    data="Données\u00a0: {}",
)

ENGLISH: Final = Words(
    subtitle="Results of the {} edition",
    brief="In brief",
    lead=("Of ", " authorities that were asked, ", " answered."),
    no_poll_title="These figures hold for respondents alone",
    no_poll="Authorities chose to answer: nothing tells that the others are like them. So this "
    "report gives no interval and no test about all authorities. Beside each share, two columns "
    "say what it would be if the authorities concerned had answered twice as often as the others, "
    "or half as often.",
    who="Who answered",
    who_caption="Respondents and authorities that were asked",
    everyone="All",
    columns_who=("Authorities", "Asked", "Respondents", "Response rate"),
    question="Question asked: “{}”",
    chart="{}",
    measure="Number of respondents who ticked each option",
    columns_shares=(
        "Option",
        "Ticked it",
        "Asked",
        "Share",
        "If twice as likely to answer",
        "If half as likely",
    ),
    shares_caption="Options among the authorities that were asked",
    crossed_caption="The same options by authority",
    option="{} – {}",
    trend_measure="Share of the respondents who were asked, by edition",
    trend_columns=("Edition", "Ticked it", "Asked", "Share", "With the edition before"),
    gaps={
        "": "–",
        "none": "comparable",
        "partial": "comparable in part",
        "break": "break in the series",
        "not-asked": "not asked",
    },
    panel="Authorities that answered twice",
    panel_text="Among authorities that answered the last two editions, what became of each option. "
    "The probability is that of so large a difference between gains and losses if both were as "
    "likely, adjusted over all lines (Holm); it says nothing of other authorities.",
    columns_panel=("Option", "Kept", "Gained", "Lost", "Never", "Probability", "Adjusted"),
    new="New practices",
    new_text="A practice is called emerging if two authorities at least name it, and if it is more "
    "common than among those that could name it before and did not answer this time. Otherwise it "
    "is a weak signal at most.",
    columns_new=("Practice", "Named", "Named before", "What may be said of it"),
    emergence={"emerging": "emerging", "weak signal": "weak signal", "none": "nothing new"},
    of=" of ",
    hidden="suppressed",
    nobody="–",
    method="How to read these figures",
    methods=(
        (
            "The base of a share is all authorities that were asked, those that gave no "
            "answer or do "
            "not know included. Those that were not asked the question, or not offered the "
            "option, are "
            "never in it."
        ),
        (
            "“suppressed”: the figure would tell of a recognisable authority, or give back "
            "one that "
            "would. No figure of fewer than three authorities is given, and all tables are checked "
            "together."
        ),
        (
            "A line joins two editions only if the question was the same, or nearly. A sign "
            "“≠” or an "
            "upright rule marks the other cases."
        ),
    ),
    left_out="The records do not hold these columns, in which too few authorities would have the "
    "same answer: {}.",
    nothing_left_out="The records hold all answers.",
    data="Data: {}",
)

WORDS: Final = {"fr": FRENCH, "en": ENGLISH}
