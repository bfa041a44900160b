"""The five entries of the site and the lists under each."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLink:
    """A list of records of one kind, perhaps narrowed from the start."""

    kind: str
    path: str
    label: str | Promise
    text: str | Promise = ""
    filters: str = ""

    @property
    def url(self) -> str:
        """The address of the list."""
        return reverse("record_list", args=(self.path,)) + (
            f"?{self.filters}" if self.filters else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One entry of the site."""

    slug: str
    label: str | Promise
    lead: str | Promise
    lists: tuple[ListLink, ...]


SECTIONS = (
    Section(
        slug="repertoire",
        label=_("Directory"),
        lead=_("Who does what with technology for citizen participation."),
        lists=(
            ListLink(
                kind="organisation",
                path="acteurs",
                label=_("Actors"),
                text=_("Local authorities, companies, associations, public bodies, media outlets."),
            ),
            ListLink(
                kind="person",
                path="personnes",
                label=_("People"),
                text=_("In their public role only; anyone can have their name withdrawn."),
            ),
            ListLink(
                kind="tool",
                path="outils",
                label=_("Tools"),
                text=_("Civic tech, gov tech and political tech, those that stopped included."),
            ),
            ListLink(
                kind="offer",
                path="offres",
                label=_("Offers"),
                text=_("What providers sell or give: software, consulting, training, synthesis."),
            ),
        ),
    ),
    Section(
        slug="pratiques",
        label=_("Practice"),
        lead=_("What was tried, where, and what those who did it learned."),
        lists=(
            ListLink(
                kind="exercise",
                path="dispositifs",
                label=_("Participation exercises"),
                text=_("Consultations, participatory budgets, debates: steps, tools, follow-up."),
            ),
            ListLink(
                kind="case",
                path="cas",
                label=_("Cases and articles"),
                text=_("Experience told by those who had it, difficulties included."),
            ),
        ),
    ),
    Section(
        slug="activites",
        label=pgettext_lazy("section", "Activities"),
        lead=_("What the observatory organises, and where it speaks and takes part."),
        lists=(
            ListLink(
                kind="event",
                path="evenements",
                label=_("Events"),
                text=_("Days, talks and meetings, with their programme and speakers."),
            ),
            ListLink(
                kind="training",
                path="formations",
                label=_("Training"),
                text=_("Courses and their modules."),
            ),
            ListLink(
                kind="training_session",
                path="sessions-de-formation",
                label=_("Training sessions"),
                text=_("When and for whom courses were given."),
            ),
            ListLink(
                kind="activity",
                path="interventions",
                label=_("Talks and network"),
                text=_("Interventions, support to partners and network activities."),
            ),
            ListLink(
                kind="dossier",
                path="dossiers",
                label=_("Dossiers"),
                text=_("Debates the observatory follows, such as the Grand débat national."),
            ),
        ),
    ),
    Section(
        slug="ressources",
        label=pgettext_lazy("section", "Publications"),
        lead=_("What the observatory measures and publishes, and what is said of it."),
        lists=(
            ListLink(
                kind="edition",
                path="barometre",
                label=_("Barometer"),
                text=_("The survey of local authorities, edition by edition, with its figures."),
            ),
            ListLink(
                kind="publication",
                path="publications",
                label=_("Notes and guides"),
                text=_("Notes, guides, articles and results."),
            ),
            ListLink(
                kind="press_mention",
                path="presse",
                label=_("Press"),
                text=_("The observatory in the press."),
            ),
            ListLink(
                kind="source",
                path="sources",
                label=_("Sources"),
                text=_("Where every fact of this site comes from."),
            ),
        ),
    ),
)
