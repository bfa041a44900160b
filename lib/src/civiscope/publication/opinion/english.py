"""What the report of opinion groups says in English."""

from typing import Final

from civiscope.publication.opinion.words import Columns, Nouns, Sentences, Titles, Words
from civiscope.publication.phrases import Noun, Titled

NOUNS: Final = Nouns(
    participants=Noun(one="{} participant", many="{} participants"),
    votes=Noun(one="{} vote", many="{} votes"),
    statements=Noun(one="{} statement", many="{} statements"),
    groups=Noun(one="{} group", many="{} groups"),
)
TITLES: Final = Titles(
    subtitle="Opinion groups",
    brief="In brief",
    no_poll=Titled(
        title="This report is not a poll",
        text="Participants chose to take part: nothing tells whether they are like the "
        "population. A group of 40% is “40% of the participants who voted enough”, and nothing "
        "more.",
    ),
    participation="Who voted",
    map="The map of participants",
    groups="The groups, one by one",
    group="Group {}",
    bridging="What brings groups together",
    consensus="What most participants share",
    divisive="What divides",
    crossings="Who is in which group",
    numbers="How many groups",
    method="How it was done",
    limits="What these figures do not say",
    settings="Settings",
    checking="How to check",
)
COLUMNS: Final = Columns(
    group="Group",
    participants="Participants",
    share="Share",
    stability="Stability",
    statement="Statement",
    stance="The group",
    side="All groups",
    in_group="In the group",
    others="Elsewhere",
    everyone="Most",
    votes="Votes",
    value="Value",
    total="All",
    n_groups="Groups",
    silhouette="Mean silhouette",
    smallest="Smallest group",
    direction="Direction",
    strength="Strength",
    by_chance="Strongest by chance",
    p_value="p-value",
    setting="Setting",
    file="File",
    content="What it holds",
    middle="Middle on the map",
    groups_caption="Groups",
    representative_caption="What sets group {} apart",
    bridging_caption="Statements on which all groups are on the same side",
    consensus_caption="Statements on which most participants are on the same side",
    divisive_caption="Share that agrees, by group",
    crossing_caption="Groups by the variable “{}”",
    silhouettes_caption="Numbers of groups that were tried",
    directions_caption="Directions of the votes, beside chance",
    settings_caption="Settings of this run",
    files_caption="What the folder of results holds",
)
SENTENCES: Final = Sentences(
    lead_groups="{participants} cast {votes} on {statements}. Those who voted enough fall into "
    "{groups} of similar votes.",
    lead_none="{participants} cast {votes} on {statements}. No opinion groups were found in them.",
    verdicts={
        "groups": Titled(
            title="Groups that stand apart",
            text="The groups stand further apart than the parts of a single cloud, spread evenly "
            "over the same ground, would.",
        ),
        "gradual": Titled(
            title="Groups that shade into one another",
            text="Opinions differ more than chance would have it, but gradually: a single cloud, "
            "spread evenly over the same ground and cut in as many, would give groups as "
            "distinct. The borders "
            "between groups are a way to read the map, not a fact about people.",
        ),
        "too-few": Titled(
            title="Too few participants",
            text="Fewer than fifteen participants voted enough to be compared: no groups were "
            "looked for.",
        ),
        "no-structure": Titled(
            title="No groups found",
            text="Votes dealt out at random, as many of each kind on each statement, would be as "
            "structured as these. Whoever cut them in groups would make those groups up.",
        ),
        "one-group": Titled(
            title="No groups found",
            text="Opinions differ more than chance would have it, but every cut leaves a group "
            "of fewer than five participants: that is a few people, not a group.",
        ),
    },
    bridging_first={
        "agree": "All groups agree with this: ",
        "disagree": "All groups disagree with this: ",
    },
    divisive_first="What divides most: ",
    read="The file holds {votes} of {participants} on {statements}.",
    too_few_votes="{} voted too little to be in a group; their votes count in the totals.",
    left_out="{} left out by moderation count nowhere but in this figure.",
    without_votes="{} got no vote.",
    replaced="{} were replaced by a later one of the same participant on the same statement.",
    not_voted="Rows without a vote, left out: {}.",
    silent="A file of votes says nothing of those who did not vote: neither how many they are, "
    "nor what they think.",
    map_title="{} on a plane: those who vote alike stand close",
    map_none="Participants on a plane: no groups stand out",
    map_measure="One mark for each participant who voted enough ({})",
    map_sample="One mark for each of {} participants drawn by lot, out of {}",
    map_reading="Distances matter; the two directions have no name of their own. Up and down, "
    "left and right mean nothing: the map could be turned or mirrored.",
    map_alternative="This map has one mark for each participant. {}",
    map_group="Group {}, {}, around {}.",
    groups_meaning="Groups are made from votes alone: nobody chose theirs, and no name or "
    "characteristic of a person counts. The letters follow size.",
    group_size="{participants}, {share} of those in a group.",
    stable="It comes back when participants are drawn again (stability {} of 1).",
    unstable="It comes back only in part when participants are drawn again (stability {} of 1, "
    "for a threshold of 0.6): to be read with care.",
    unmeasured="Its stability was not measured.",
    representative="The statements on which this group departs most from everyone else, beyond "
    "what chance explains once many tests are allowed for. In brackets, the 95% interval.",
    representative_legacy="The statements that Polis would show of this group. In brackets, the "
    "95% interval.",
    representative_none="No statement sets this group apart beyond chance.",
    most="The {} first of {}; the data file has all of them.",
    bridging="On these statements each group has a majority on the same side, beyond what chance "
    "explains. They are where an agreement may start.",
    bridging_legacy="The highest of Polis's “group-aware consensus”: the product of the shares "
    "that agree in each group. Polis does not test it.",
    bridging_none="On no statement do all groups have a majority on the same side beyond chance.",
    consensus="All participants together, those without a group included.",
    consensus_none="No statement has a majority beyond chance.",
    divisive="On these statements at least two groups have opposite majorities, beyond what "
    "chance explains.",
    divisive_none="On no statement do two groups have opposite majorities beyond chance.",
    crossings="Participants in a group, by what is known of them. “{}” hides a count of fewer "
    "than five people, or one that would give such a count away.",
    crossings_none="Nothing about participants was given to the program: this report cannot say "
    "who is in which group.",
    hidden="•",
    unknown="unknown",
    silhouettes="The silhouette says how much closer participants are to their own group than to "
    "the next, from \N{MINUS SIGN}1 to 1. The number of groups with the highest one was kept.",
    clouds="Clouds without groups, spread evenly over the same ground and cut in as many, have "
    "silhouettes of {} "
    "to {}.",
    directions="Each direction is a way in which opinions differ. Those stronger than the "
    "strongest one of {} shuffles of the votes count; there are {} of them.",
    numbers_legacy="Polis tests neither directions nor groups: it always finds some.",
    settings="All that was chosen before counting.",
    untitled="(statement {})",
)
METHOD: Final = (
    Titled(
        title="Read.",
        text="Each vote is agree, disagree, or pass (mixed opinions count as pass). If someone "
        "voted twice on a statement, the last vote counts. Statements left out by moderation "
        "count nowhere.",
    ),
    Titled(
        title="Place people.",
        text="The program looks for the directions along which votes differ most (principal "
        "components). A missing vote says nothing: it is not filled in with an opinion.",
    ),
    Titled(
        title="Ask whether there is anything to see.",
        text="The votes on each statement are dealt out again at random among those who voted on "
        "it, 99 times. Only directions stronger than in all of these count. If there is none, "
        "there are no groups.",
    ),
    Titled(
        title="Cut.",
        text="People are cut in two, three, four, then five groups (k-means, ten starts each). "
        "The cut that holds apart best (silhouette) is kept, unless a group has fewer than five "
        "people.",
    ),
    Titled(
        title="Doubt.",
        text="Groups are compared with the parts of clouds spread evenly over the same ground, "
        "and looked "
        "for again in participants drawn by lot: the stability says how well they come back.",
    ),
    Titled(
        title="Say what groups stand for.",
        text="A statement stands for a group if its members are on one side more than everyone "
        "else (Fisher's exact test). Since many are tested, the threshold is corrected "
        "(Benjamini and Hochberg): about one in twenty of those listed may be due to chance.",
    ),
    Titled(
        title="Do it again.",
        text="The same votes give the same groups, whatever the order of the rows and the names "
        "of the participants, with no outside service.",
    ),
)
METHOD_LEGACY: Final = (
    Titled(
        title="What Polis computes.",
        text="This run follows Polis as published: participants of seven votes, missing votes "
        "replaced by the mean, two principal components, a hundred base clusters, then two to "
        "five groups by silhouette, and its statements for each group at a level of 90% without "
        "correction for the number of tests.",
    ),
    Titled(
        title="What differs from Polis.",
        text="Polis starts from its previous result each time votes come in: its groups depend on "
        "the history of votes. This computation starts from scratch on the final votes, and "
        "depends on the order of participants.",
    ),
)
LIMITS: Final = (
    Titled(
        title="Participants, not the population.",
        text="People chose to take part, and chose what to vote on. Shares are those of votes "
        "cast.",
    ),
    Titled(
        title="Groups of votes, not of people.",
        text="Two people in a group may vote alike for different reasons. With other statements, "
        "other groups would appear.",
    ),
    Titled(
        title="Few votes, rough places.",
        text="Someone who voted seven times is placed less surely than someone who voted a "
        "hundred times.",
    ),
    Titled(
        title="Statements that few saw.",
        text="Early statements gather more votes than late ones; with few votes, intervals are "
        "wide, and a real difference may go unseen.",
    ),
    Titled(
        title="The same votes twice.",
        text="Groups are found in the votes that then tell what they stand for. The p-values "
        "rank statements; they do not prove that groups exist. The test of directions is what "
        "speaks to that.",
    ),
)
CHECKING: Final = (
    Titled(
        title="civiscope opinion verify DIR --source FILE",
        text="computes everything again and says whether each file is found again; DIR is the "
        "folder of results, FILE the votes.",
    ),
    Titled(
        title="civiscope opinion trace DIR A",
        text="lists the participants of group A.",
    ),
)
FILES: Final = {
    "participants.csv": "the group of each participant and the place on the map",
    "groups.csv": "the groups, their sizes and stabilities",
    "statements.csv": "the votes on each statement, of all and by group, with intervals and tests",
    "shared.csv": "what is shared, what brings groups together, what divides",
    "silhouettes.csv": "the numbers of groups tried",
    "directions.csv": "the directions, beside chance",
    "crossings.csv": "groups by what is known of participants",
    "participation.csv": "what was read and left out",
    "manifest.json": "the votes, the settings and the versions",
}
ENGLISH: Final = Words(
    nouns=NOUNS,
    titles=TITLES,
    columns=COLUMNS,
    sentences=SENTENCES,
    stances={"agree": "agrees", "disagree": "disagrees"},
    stances_of_all={"agree": "agree", "disagree": "disagree"},
    method=METHOD,
    method_legacy=METHOD_LEGACY,
    limits=LIMITS,
    checking=CHECKING,
    files=FILES,
    quote=("“", "”"),
    colon=": ",
    interval="{} ({} to {})",
    data="Data: {}.",
)
