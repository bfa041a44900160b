"""The report of a synthesis in English."""

from typing import Final

from civiscope.publication.phrases import Noun, Titled
from civiscope.publication.synthesis.english_places import PLACING, WEIGHING
from civiscope.publication.synthesis.words import (
    Brief,
    Campaigning,
    Columns,
    MachineNaming,
    Nouns,
    Numbering,
    Participating,
    Rarity,
    Themes,
    Titles,
    Unclassifying,
    Varying,
    Words,
)

NOUNS: Final = Nouns(
    answers=Noun(one="{} answer", many="{} answers"),
    authors=Noun(one="{} author", many="{} distinct authors"),
    authors_once=Noun(
        one="{} if each campaign counts as one author",
        many="{} if each campaign counts as one author",
    ),
    themes=Noun(one="{} theme", many="{} themes"),
    subthemes=Noun(one="{} sub-theme", many="{} sub-themes"),
    all_themes=Noun(one="{} theme or sub-theme", many="{} themes and sub-themes"),
    campaigns=Noun(one="{} campaign", many="{} campaigns"),
    rare_ideas=Noun(one="{} rare idea", many="{} rare ideas"),
    voices=Noun(one="{} voice", many="{} voices"),
    wordings=Noun(one="{} wording", many="{} different wordings"),
    others=Noun(one="{} other value", many="{} other values"),
)
TITLES: Final = Titles(
    subtitle="Synthesis of contributions",
    brief="In brief",
    no_poll=Titled(
        title="This report is not a poll",
        text="Contributors chose to answer: nothing allows us to say that they are like the "
        "population. A share of 12% means “12% of the answers received”, and nothing more.",
    ),
    participation="Who took part, and who did not",
    absent="What is not known",
    themes="Themes",
    each_theme="Theme by theme",
    question="{}. {}",
    unknown_question="Question not given",
    theme="{} · {}",
    rare_ideas="Rare but distinct ideas",
    unclassified="What is not classified",
    campaigns="Campaigns",
    campaign="Campaign {}",
    crossings="How themes vary",
    method="How it is done",
    numbers="How many themes",
    limits="What these figures do not say",
    settings="Settings and thresholds",
    checking="How to check",
    files="Files",
)
COLUMNS: Final = Columns(
    question="Question",
    first_theme="First theme",
    theme="Theme",
    answers="Answers",
    authors="Distinct authors",
    authors_once="Authors, campaigns counted once",
    share="Share of answers",
    interval="95% interval",
    value="Value",
    reason="Reason",
    total="Total",
    campaign="Campaign",
    wordings="Wordings",
    dates="Dates",
    densest="Densest day",
    base="Answers with this value",
    residual="Deviation",
    setting="Setting",
    content="What it holds",
    file="File",
    number="Themes",
    gain="Bits a word",
    behind="Behind the best",
    error="Standard error",
    numbers_caption="Numbers of themes that were tried; the one taken stands out",
    gains_caption="Bits a word, by question and by number of themes; the number taken stands out",
    campaigns_caption="The largest campaigns",
    crossings_caption="Notable deviations by the variable “{}”",
    questions_caption="The first theme of each question",
    reasons_caption="Unclassified answers, by question",
    settings_caption="Settings and thresholds of this run",
    files_caption="What the folder of results holds",
)
BRIEF: Final = Brief(
    lead="The file holds {answers}. A program sorted {classified} of them ({share}) into "
    "{themes}, by the words they use.",
    lead_by_question="The file holds {answers}. A program sorted {classified} of them ({share}) "
    "into {themes}, question by question, by the words they use.",
    read="answers read",
    with_text="have a text",
    authors="distinct authors",
    themes="themes",
    unclassified="answers outside any theme",
    campaigns="campaigns found",
    largest="The most frequent themes:",
    share_of_answers=", {} of answers",
    unstable=Noun(
        one="{} theme is unstable: it is marked as such, and is to be read with care.",
        many="{} themes are unstable: they are marked as such, and are to be read with care.",
    ),
)
PARTICIPATING: Final = Participating(
    texts="The file holds {answers}, {with_text} of them with a text. These texts are "
    "{distinct} different ones, but for case, punctuation and spacing.",
    authors="The file names {}.",
    most="The one who wrote most signed {}.",
    no_authors="The file names no author: it is not known how many people wrote, nor whether "
    "some wrote several times. This report therefore counts answers, and gives no number of "
    "authors anywhere.",
    dates="Answers run from {} to {}.",
    one_day="All answers are dated {}.",
    no_dates="The file does not say when answers were written.",
    no_variables="Nothing about the authors (place, age, trade…) was given to the program: this "
    "report cannot say who they are.",
    unknown="not given",
    silent="A file of answers says nothing of those who did not answer: neither how many they are, "
    "nor what they think.",
    unwilling="Nor does it say why each one answered, or how they learned that they could.",
    chart_title="Where answers come from: {}",
    chart_measure="Number of answers by the variable “{}”",
    chart_most="Number of answers by the variable “{}”, for the {} most frequent values; the data "
    "file has them all",
)
THEMES: Final = Themes(
    meaning="A theme gathers answers that use the same words; opposite opinions may stand in it. "
    "An answer is in one theme, or in none. The name of a theme is made of its most typical words, "
    "and does not say whether people are for or against.",
    three_counts="Each theme is counted in three ways: its answers, their distinct authors, and "
    "these authors when all those of a campaign count as one.",
    reading="A word is typical of a theme where it is far more frequent there than elsewhere; "
    "after it comes the number of answers of the theme that use it. Excerpts are copied to the "
    "letter, mistakes included; after each one comes the identifier of the answer.",
    finding="The most frequent theme, “{}”, gathers {} of answers",
    measure="Share of the answers sorted into each theme, out of {}; the black line is the 95% "
    "interval",
    measure_most="Share of the answers sorted into each of the {} most frequent themes, out of "
    "{}; the black line is the 95% interval",
    none="No theme was found: too few answers use the same words.",
    unanswered="Nobody wrote anything in answer to:",
    counted="{}, {} of answers",
    within=" (interval: {})",
    unnamed="(no typical word)",
    unstable_mark="{} (unstable)",
    unstable=Titled(
        title="Unstable theme.",
        text="When the computation is done again on answers drawn at random, it is only partly "
        "found again (stability of {} out of 1, for a threshold of {}): read it with care.",
    ),
    stable="Stability of {} out of 1.",
    not_measured="Its stability was not measured.",
    found_again="The descending classification finds it again ({} out of 1).",
    not_found_again="The descending classification does not find it again ({} out of 1).",
    terms="Typical words",
    term="{} ({})",
    negated="{} [negated]",
    subthemes="Sub-themes",
    subtheme="{}: {}, {} ({})",
    typical="Typical excerpts, chosen by the program",
    random="Excerpts drawn at random",
)
NUMBERING: Final = Numbering(
    meaning="Nobody chose the number of themes: several were tried. For each of them, a word was "
    "hidden from each answer of the sample, and themes found without that answer had to foretell "
    "it from its other words. Bits say how much better they do so than the frequency of words.",
    rule="Taken is the largest number that is behind the best by one standard error at most. More "
    "themes, among those tried, foretell words less well; fewer lose detail for nothing. No number "
    "is the right one.",
)
RARITY: Final = Rarity(
    none="No rare idea was found: no small family of answers uses the same words more often than "
    "chance explains, far from every theme.",
    meaning="A rare idea is a small family of answers that use the same words, far more often than "
    "chance explains, and that no theme explains well. Its words name it, and nobody chose them. "
    "It may gather people who are for and against; being rare makes an idea neither better nor "
    "worse. An answer of a rare idea is also counted in its theme, if it has one.",
    voices="Voices are distinct authors, or answers whose author is unknown, texts that are "
    "nearly the same counted once.",
    voices_unnamed="Voices are answers, texts that are nearly the same counted once.",
    reading="For each idea come a typical excerpt, then one drawn at random.",
    first="The {} that chance explains least are shown here; the {} are in the data file.",
    counted="{counts}. “{mark}” and “{partner}” come together in {together} of these voices, "
    "against {expected} if chance dealt out the words. What themes explain of these answers: "
    "{explained} on average.",
    under="less than {}",
)
UNCLASSIFYING: Final = Unclassifying(
    lead="Outside any theme: {unclassified} out of {answers} ({share}). All shares of this report "
    "are taken over all answers, these included.",
    none="All answers are in a theme.",
    in_question="Outside any theme: {} ({}). ",
    finding="Why answers are in no theme",
    measure="Number of answers outside any theme, by reason",
    reasons={
        "empty": Titled(title="No text", text="The answer has no text."),
        "non-answer": Titled(
            title="No opinion given",
            text="The answer says that it says nothing: “no opinion”, “N/A”, “I don’t know”.",
        ),
        "unknown-words": Titled(
            title="No word kept",
            text="None of its words is in the vocabulary: words too rare, function words, another "
            "language.",
        ),
        "no-theme": Titled(
            title="Far from every theme",
            text="No theme is close enough to its words: a rare idea, an isolated subject, or a "
            "text too short to decide.",
        ),
    },
    random="Answers drawn at random",
)
CAMPAIGNING: Final = Campaigning(
    none="No campaign was found: no text of some length was sent several times, identical or "
    "nearly so.",
    meaning="A campaign is a set of answers that have the same text, or nearly. It is an ordinary "
    "way to be heard together: nothing is taken off the counts, and themes are also counted with "
    "and without this repetition where authors are known.",
    largest="The {} largest are described here; the {} are in the data file.",
    dates="From {} to {}",
    one_day="On {}",
    densest="{} of its answers came on the same day.",
    wordings="Most frequent wordings",
    times="{}: ",
)
VARYING: Final = Varying(
    none="No theme comes notably more, or less, often by the variables given.",
    no_variables="No variable (place, age, date…) was given to the program: this report cannot "
    "say whether themes vary from one to the other.",
    meaning="Only deviations too large to be due to chance are shown, once it is taken into "
    "account that many were looked at. A deviation of +5 means that the theme comes clearly more "
    "often than elsewhere among the answers that have this value; a negative one, less often. A "
    "deviation is not a cause.",
    most="(the {} largest, out of {})",
)
NAMING: Final = MachineNaming(
    title="Machine wording (model {})",
    inline=" [machine wording: {}]",
    method=Titled(
        title="Let a machine word it.",
        text="A language model ({model}, asked at {host}) was sent the typical words and the "
        "published excerpts of {asked}. For each, it proposed a name, a sentence and quotes. Only "
        "the proposals of which every quote is found to the letter in its excerpt were kept: "
        "{named}. The model was sent no count and changed none; it decided neither on the themes "
        "nor on the answers that they hold. Asked again, it might answer otherwise: this wording "
        "is the only part of the report that nobody can make again to the letter.",
    ),
    limits=Titled(
        title="Machine wording.",
        text="The name or the sentence of a machine may miss the point, overstate it or smooth "
        "over a disagreement, even where its quotes are exact. Typical words and excerpts drawn at "
        "random are there to judge by.",
    ),
    files={
        "names.csv": "the names and sentences that a machine proposed",
        "quotes.csv": "the quotes that they rest on",
    },
)
METHOD: Final = (
    Titled(
        title="Read.",
        text="Each answer is cut into words. The forms of a word are brought together (“tax”, "
        "“taxes”), function words set aside, and negation kept: “do not raise” is not “raise”.",
    ),
    Titled(
        title="Find repeated texts.",
        text="Identical texts, or nearly so, are brought together. When a text of some length "
        "comes back, it is a campaign. Nothing is deleted.",
    ),
    Titled(
        title="Look for themes.",
        text="The program looks for words that come together from one answer to the other. A text "
        "sent a thousand times counts once to find themes, and a thousand times to count them.",
    ),
    Titled(
        title="Sort.",
        text="Each answer goes into the theme that its words bring it closest to, or into none if "
        "none is close enough.",
    ),
    Titled(
        title="Name.",
        text="A word is typical of a theme if it is much more frequent there than in the other "
        "answers. The most typical ones make the name of the theme. No language model has a part "
        "in the counts.",
    ),
    Titled(
        title="Look for rare ideas.",
        text="Two words that come together too often for chance, with a third one, found an idea. "
        "It is shown if several people have it, if few answers do, and if themes explain little of "
        "these answers. What is only a set phrase is left aside.",
    ),
    Titled(
        title="Choose excerpts.",
        text="Typical excerpts use many words of the theme and differ from each other; the others "
        "are drawn at random, by a draw that anyone can make again. All are copied to the letter.",
    ),
    Titled(
        title="Measure how solid it is.",
        text="For the interval, shares are computed again on {draws} random draws of the answers, "
        "or of their authors where the file names them; it covers 95% of the shares found. For "
        "stability, themes are sought again on other draws, {fits} in number; from 0 to 1, it "
        "says how well a theme is found in them (Jaccard index), and below {stability}, it is "
        "called unstable.",
    ),
    Titled(
        title="Compare with another method.",
        text="The descending classification (Reinert, 1983) cuts answers into classes in quite "
        "another way. It is said to find a theme again when one of its classes is like it by "
        "more than {found} (Jaccard index).{double}",
    ),
    Titled(
        title="Do it again.",
        text="The same file and the same settings give the same numbers, whatever the order of the "
        "rows, without any outside service.",
    ),
)
DOUBLE: Final = (
    " Here it is a double one: only the classes that come both with and without the answers of one "
    "or two words are compared, among the longer answers."
)
LIMITS: Final = (
    Titled(
        title="Answers, not public opinion.",
        text="Contributors chose to answer. Shares are those of the answers received; they hold "
        "for nobody else.",
    ),
    Titled(
        title="Sorted by words.",
        text="The program understands neither irony nor intention. It may bring together opposite "
        "opinions that use the same words, and set apart close ones that use others. Excerpts "
        "drawn at random are there to judge by.",
    ),
    Titled(
        title="One theme for each answer.",
        text="An answer that speaks of several things is only counted in the theme that it is "
        "closest to.",
    ),
    Titled(
        title="What the interval covers.",
        text="It says how much the share of a theme would vary had other answers been drawn among "
        "answers like these. It covers neither the choice to answer or to stay silent, nor errors "
        "of sorting, nor the number of themes chosen.",
    ),
    Titled(
        title="Campaigns that only texts show.",
        text="Two people who agree and do not write the same thing are no campaign here; two "
        "people who copy a sentence without knowing each other may be one.",
    ),
    Titled(
        title="A few characters of the PDF.",
        text="In the PDF, a square stands for those that the typeface does not have, such as "
        "emojis; the web page and the data files keep them.",
    ),
)
CHECKING: Final = (
    Titled(
        title="civiscope synthesis verify DIR",
        text="computes again and says whether each published figure holds; DIR is the folder of "
        "results.",
    ),
    Titled(
        title="civiscope synthesis trace DIR {theme}",
        text="gives the answers that the theme {theme} counts; any other identifier of a theme, "
        "of a campaign or of a rare idea will do.",
    ),
)
FILES: Final = {
    "assignments.csv": "the theme of each answer",
    "themes.csv": "themes and sub-themes, their counts, their intervals",
    "terms.csv": "typical words",
    "numbers.csv": "the numbers of themes that were tried, where nobody chose",
    "excerpts.csv": "excerpts",
    "rare-ideas.csv": "rare ideas, their counts, their statistic",
    "rare-excerpts.csv": "excerpts of rare ideas",
    "rare-answers.csv": "the rare idea of each answer that has one",
    "unclassified.csv": "answers outside any theme, by reason",
    "families.csv": "the campaign of each answer that has one",
    "campaigns.csv": "campaigns",
    "campaign-places.csv": "where campaigns came from",
    "wordings.csv": "the wordings of campaigns",
    "participation.csv": "answers by variable",
    "representativeness.csv": "participants and population of each place",
    "located.csv": "how many participants are located, and what the others are",
    "weights.csv": "the weights, where some were asked",
    "weighted-shares.csv": "raw and weighted shares of themes",
    "crossings.csv": "all crossings of themes and variables, notable or not",
    "forms.csv": "the words that were read, and the entry of the vocabulary of each",
    "lemmas.csv": "the vocabulary, and the words left aside",
    "manifest.json": "the file that was read, settings, thresholds and versions",
}
ENGLISH: Final = Words(
    nouns=NOUNS,
    titles=TITLES,
    columns=COLUMNS,
    brief=BRIEF,
    participating=PARTICIPATING,
    placing=PLACING,
    weighing=WEIGHING,
    themes=THEMES,
    numbering=NUMBERING,
    rarity=RARITY,
    unclassifying=UNCLASSIFYING,
    campaigning=CAMPAIGNING,
    varying=VARYING,
    naming=NAMING,
    method=METHOD,
    double=DOUBLE,
    limits=LIMITS,
    settings="All that was chosen before counting: another setting would give other themes.",
    checking=CHECKING,
    files=FILES,
    quote=("“", "”"),
    cut=" […]",
    joined="; ",
    colon=": ",
    interval="{} to {}",
    data="Data: {}.",
)
