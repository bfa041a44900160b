"""What a synthesis found: the one object that reports, data packages and checks are made from."""

from dataclasses import dataclass

from civiscope.synthesis.representativeness import Representativeness
from civiscope.synthesis.weighted import Weighted


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word typical of a theme.

    Attributes
    ----------
    lemma : str
        Its entry in the vocabulary; a negated one begins with ¬.
    surface : str
        How people mostly write it.
    answers : int
        Answers of the theme that have it.
    chi_square : float
        Signed chi-square of the table of answers by theme and by lemma.
    specificity : float
        Lafon's specificity, in powers of ten.
    """

    lemma: str
    surface: str
    answers: int
    chi_square: float
    specificity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Words of a contribution, to the letter.

    Attributes
    ----------
    contribution_id : str
        The contribution.
    text : str
        Its text, whole, or a part of it.
    is_random : bool
        Whether it was drawn at random, rather than chosen as typical.
    """

    contribution_id: str
    text: str
    is_random: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme, or a sub-theme.

    Attributes
    ----------
    theme_id : str
        Its name in the data: ``03``, ``03.2`` for a sub-theme, ``q02-03`` where themes are found
        question by question.
    parent : str or None
        The theme it is a part of.
    question : str or None
        The question, where themes are found question by question.
    label : str
        Its most typical words.
    terms : tuple of Term
        The most typical first.
    answers : int
        Answers.
    authors, authors_once : int or None
        Distinct authors, and the same with the authors of each campaign counted once; None where
        the file names no author.
    share, share_low, share_high : float
        Share of the answers to the question (or of all), and its bootstrap interval at 95 %.
    stability : float or None
        Mean of the best Jaccard index over the bootstrap; below 0.6 it is unstable.
    found_again : float or None
        Best Jaccard index with a class of the descending classification.
    excerpts : tuple of Excerpt
        Typical ones, then random ones.
    """

    theme_id: str
    parent: str | None
    question: str | None
    label: str
    terms: tuple[Term, ...]
    answers: int
    authors: int | None
    authors_once: int | None
    share: float
    share_low: float
    share_high: float
    stability: float | None
    found_again: float | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclassified:
    """Answers that no theme holds, for one reason.

    Attributes
    ----------
    reason : {"empty", "non-answer", "unknown-words", "no-theme"}
        Without text; says that it says nothing ("sans avis"); no word of the vocabulary; far from
        every theme.
    question : str or None
        The question, where themes are found question by question.
    answers : int
        How many.
    excerpts : tuple of Excerpt
        Drawn at random.
    """

    reason: str
    question: str | None
    answers: int
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedNumber:
    """A number of themes that was tried, where nobody chose it.

    Attributes
    ----------
    question : str or None
        The question, where themes are found question by question.
    themes : int
        The number.
    gain : float
        Bits by which themes foretell a hidden word better than how often words come.
    behind : float
        Bits by which it is under the best number tried.
    error : float
        Standard error of that difference.
    is_chosen : bool
        Whether it was taken.
    """

    question: str | None
    themes: int
    gain: float
    behind: float
    error: float
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RareIdea:
    """Answers that few wrote, in the same words, and that no theme explains.

    Attributes
    ----------
    idea_id : str
        Its name in the data: ``r01`` is the most surprising.
    words : str
        Its words, as people mostly write them: the rarer of the two that it was found by, the other
        one, then those that come with both.
    answers : int
        Answers.
    authors : int or None
        Distinct authors; None where the file names none.
    voices : int
        Distinct authors, or answers whose author is unknown, near-duplicates counted once.
    together : int
        Voices with the first two words.
    expected : float
        Answers that would have both by chance.
    specificity : float
        Digits of the probability of as many or more by chance.
    q_value : float
        The same probability once all pairs of words are considered (Benjamini-Hochberg).
    carried : float
        Share of the information of its answers that its words carry, on average.
    explained : float
        Share of its answers that their themes explain, on average.
    excerpts : tuple of Excerpt
        A typical one, then a random one.
    """

    idea_id: str
    words: str
    answers: int
    authors: int | None
    voices: int
    together: int
    expected: float
    specificity: float
    q_value: float
    carried: float
    explained: float
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A wording of a campaign.

    Attributes
    ----------
    contribution_id : str
        One of the contributions that have it.
    text : str
        That contribution's text.
    answers : int
        How many have it, but for case, punctuation and spacing.
    """

    contribution_id: str
    text: str
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Answers that share a text, verbatim or nearly, which several people sent.

    Attributes
    ----------
    campaign_id : str
        Its name in the data.
    answers : int
        Answers.
    authors : int or None
        Distinct authors; None where the file names none.
    n_wordings : int
        Distinct wordings.
    wordings : tuple of Wording
        The most frequent.
    first_on, last_on : str or None
        Dates, ISO 8601.
    densest_share : float or None
        Share of its answers that came on its densest day.
    places : tuple of (str, str, int)
        Variable, value and answers, the most frequent first.
    """

    campaign_id: str
    answers: int
    authors: int | None
    n_wordings: int
    wordings: tuple[Wording, ...]
    first_on: str | None
    last_on: str | None
    densest_share: float | None
    places: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """How often a theme comes among the answers of one value of a variable.

    Attributes
    ----------
    variable, value : str
        The variable and its value.
    theme_id : str
        The theme.
    answers : int
        Answers of the theme with this value.
    base : int
        Answers with this value.
    residual : float
        Adjusted standardised residual of the table.
    is_notable : bool
        Whether it stands out once all tables are considered (Benjamini-Hochberg, 5 %).
    """

    variable: str
    value: str
    theme_id: str
    answers: int
    base: int
    residual: float
    is_notable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Who took part.

    Attributes
    ----------
    answers : int
        Contributions read.
    with_text : int
        Those that have a text.
    distinct_texts : int
        Distinct texts, but for case, punctuation and spacing.
    authors : int or None
        Distinct authors; None where the file names none.
    most_by_one_author : int or None
        Answers of the author who wrote most.
    first_on, last_on : str or None
        Dates of the first and the last answer, where the file has dates.
    by : tuple of (str, str, int)
        Variable, value and answers.
    """

    answers: int
    with_text: int
    distinct_texts: int
    authors: int | None
    most_by_one_author: int | None
    first_on: str | None
    last_on: str | None
    by: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """All that a synthesis publishes.

    Attributes
    ----------
    title : str
        What was synthesised: the name of the file, or what the person called it.
    language : str
        Of the texts: fr, en…
    questions : tuple of str
        The questions, where themes are found question by question; otherwise empty.
    participation : Participation
        Who took part.
    themes : tuple of Theme
        By question, the largest first, each followed by its sub-themes.
    rare_ideas : tuple of RareIdea
        What few say and no theme explains, the most surprising first.
    unclassified : tuple of Unclassified
        What no theme holds, and why.
    campaigns : tuple of Campaign
        The largest first.
    crossings : tuple of Crossing
        How themes vary.
    thresholds : tuple of (str, str)
        Every setting and threshold, by name, as the manifest has them.
    representativeness : Representativeness or None
        Participants beside the population; None where no column says where authors live.
    weighted : Weighted or None
        Shares of themes raked to the population; None where it was not asked.
    numbers : tuple of TriedNumber
        The numbers of themes that were tried, by question; empty where a person chose.
    """

    title: str
    language: str
    questions: tuple[str, ...]
    participation: Participation
    themes: tuple[Theme, ...]
    rare_ideas: tuple[RareIdea, ...]
    unclassified: tuple[Unclassified, ...]
    campaigns: tuple[Campaign, ...]
    crossings: tuple[Crossing, ...]
    thresholds: tuple[tuple[str, str], ...]
    representativeness: Representativeness | None = None
    weighted: Weighted | None = None
    numbers: tuple[TriedNumber, ...] = ()
