"""What the report of a coding says in English."""

from typing import Final

from civiscope.publication.coding.report.words import (
    Columns,
    Labels,
    Nouns,
    Sentences,
    Titles,
    Words,
)
from civiscope.publication.phrases import Noun, Titled

NOUNS: Final = Nouns(
    answers=Noun(one="{} contribution", many="{} contributions"),
    codes=Noun(one="{} code", many="{} codes"),
    read=Noun(one="{} contribution was read", many="{} contributions were read"),
)
TITLES: Final = Titles(
    untitled="Coded contributions",
    subtitle="Codes, and how far to believe them",
    brief="In brief",
    no_poll=Titled(
        title="This report is not a poll",
        text="People chose to contribute: nothing tells whether they are like the population. "
        "“40%” means 40% of the contributions, never 40% of the inhabitants.",
    ),
    no_sample=Titled(
        title="These shares are not estimates",
        text="They say what a machine found, and it errs: it takes words for what they do not "
        "mean, and misses what is said in other words. Nobody has read a sample of these "
        "contributions to check, so nobody knows how wrong the shares are, nor in which direction. "
        "To know, draw a sample, have people code it, and make the report again:",
    ),
    codebook="What was coded, and by what codebook",
    shares="The share of each code",
    groups="By group of contributions",
    variable="By “{}”",
    accuracy="How well the machine finds each code",
    agreement="How far people agree",
    examples="Code by code",
    uncoded="What remains uncoded",
    method="How it was done",
    limits="What these figures do not say",
    settings="Settings",
    checking="How to check",
)
LABELS: Final = Labels(
    answers="contributions",
    codes="codes",
    uncoded="without any code",
    read="read by people",
    coders=Noun(one="person coded", many="people coded"),
    definition="Definition",
    includes="Also coded with it",
    excludes="Not coded with it",
    typical="Contributions that the machine is surest of",
    random="Contributions drawn by lot",
    machine_only="Counter-examples: the machine gives the code, people do not",
    people_only="Counter-examples: people give the code, the machine does not",
)
COLUMNS: Final = Columns(
    code="Code",
    answers="Contributions",
    machine="The machine alone",
    human="People, in the sample",
    combined="Both together",
    everyone="All",
    base="Contributions",
    read="read by people",
    precision="Precision",
    given="out of",
    recall="Recall",
    right="out of",
    worth="Worth",
    alpha="Alpha",
    agreed="Pairs that agree",
    differing="Contributions on which they differ",
    read_twice="out of",
    setting="Setting",
    value="Value",
    file="File",
    content="What it holds",
    shares_caption="Share of contributions that have each code, three ways",
    machine_caption="Contributions to which the machine gave each code",
    groups_caption="Share of contributions that have each code, by “{}”",
    accuracy_caption="Precision and recall of the machine, code by code",
    agreement_caption="Agreement between people, code by code",
    settings_caption="Settings of this coding",
    files_caption="What the folder of the report holds",
)
SENTENCES: Final = Sentences(
    lead="A machine read {answers} with a codebook of {codes}. It gave one code or more to "
    "{coded} of them ({share}).",
    lead_all="A machine read {answers} with a codebook of {codes}, and gave each of them one code "
    "or more.",
    lead_sample="To know how far it can be believed, {} by people, drawn at random from all.",
    sampling=(
        (
            "civiscope coding sample DIR --size 400 --out SAMPLE draws 400 contributions by lot, "
            "to be coded on a page that works offline;"
        ),
        (
            "civiscope coding prevalence DIR --sample SAMPLE --codings FILE --out OUT estimates "
            "the shares from them;"
        ),
        "civiscope coding report DIR --prevalence OUT --out REPORT makes this report again.",
    ),
    largest="The codes that come most often:",
    by_machine="{} according to the machine",
    outside="Had the machine been believed, the share of {} out of {} would have been outside the "
    "interval that people and machine give together.",
    inside="The share that the machine gives each code lies inside the interval that people and "
    "machine give together.",
    unnamed="Contributions were coded with a codebook of {codes}.",
    unnamed_version="Contributions were coded with version {version} of a codebook, of {codes}.",
    named="Contributions were coded with the codebook “{name}”, of {codes}.",
    named_version="Contributions were coded with the codebook “{name}”, version {version}, of "
    "{codes}.",
    nested="They are nested, with {} of first rank: a contribution that has a code also has the "
    "one that it is part of.",
    defined="What the codebook says of each, where it says something ({} defined), stands with its "
    "examples below.",
    undefined="The codebook defines none of them: their labels are all that tells what they mean.",
    several="A contribution may have several codes, or none: shares do not add up to 100%.",
    machine_alone="All that can be shown here is what the machine found. A count is exact, but of "
    "the machine's codes; the true share may be far from it, on either side.",
    table_alone="Base of the shares: all contributions.",
    three_ways="Each share is said three ways. The machine's is counted on all contributions, and "
    "it errs. People's comes from a sample drawn at random, and is not sure to the last point "
    "either: the interval says how far it may be off. Both together correct the machine by what "
    "people read.",
    quote_combined="Quote this last one, with its interval.",
    finding="“{}” comes most often: {} of contributions",
    finding_alone="The machine finds “{}” most often: {} of contributions",
    measure="Share of {}, people and machine together, with its interval.",
    measure_alone="Contributions to which the machine gave the code, out of {}.",
    first_rank="The {} codes of first rank.",
    most_frequent="The {} most frequent codes of first rank.",
    bases="The machine read {answers}; people read {read} of the sample. In brackets, the interval "
    "at {level}: in that share of samples drawn this way, it holds the true share.",
    groups="A difference between two groups whose intervals overlap widely may be due to chance.",
    groups_none="Nothing about contributions was given to the program to compare them by.",
    groups_small="No group has {} contributions that count: no share is told.",
    groups_estimated="Shares that people and machine give together, with their intervals.",
    groups_machine="Shares that the machine gives: people's sample was not used here, and the "
    "machine may err more in a group than in another.",
    groups_most="The {} largest of {} groups; those of fewer than {} contributions are not told.",
    unknown="unknown",
    accuracy_none="Nobody knows: to measure it, people must read contributions drawn at random.",
    agreement_none="No contribution was read by two people: nothing tells whether others would "
    "code as those did who coded. “civiscope coding sample --double” asks for it.",
    agreement="{double} by two people or more, out of {coders} who coded, each without seeing what "
    "the others did.",
    settled="Of the codes on which they differed, {} were settled by a decision, and {} by what "
    "most of them said.",
    alpha="Krippendorff's alpha is 1 where people agree without exception, and 0 where they agree "
    "no more than chance would have it. Under 0.67, a code is too vague for its share to be "
    "relied on; from 0.80 on, it is sound. In brackets, its interval. It is undefined where all "
    "said the same: nothing then shows that they can tell who has the code from who has not.",
    undefined_alpha="undefined",
    examples="Under each code, contributions to the letter: some of which the machine is surest, "
    "others drawn by lot among those to which it gave the code.",
    counter_examples="Then come contributions of the sample on which people and machine differ: "
    "they show where it errs, and at times what the definition leaves open.",
    counted="The machine gives it to {} ({}).",
    estimated="{} of contributions.",
    part_of="In files: {code}; part of “{whole}”.",
    named_in_files="In files: {}.",
    uncoded="The machine gave no code to {uncoded}, that is {share} of {answers}.",
    uncoded_none="The machine gave every contribution a code.",
    uncoded_meaning="Some say nothing that the codebook has a code for; others say it in words "
    "that the machine does not know. To read them is how a codebook grows.",
    residual="{answers} ({share}) have no other code than {codes}: these tell nothing precise of "
    "what they say.",
    joined=" or ",
    drawn="The sample: {drawn} drawn at random, each with the same chance (seed {seed}).",
    drawn_strata="The sample: {drawn} drawn at random in {strata} strata, more of those of which "
    "the machine is unsure; each counts for as many as it stands for (seed {seed}).",
    not_coded="{} of them were not coded: shares hold if they are like the others of their "
    "stratum.",
    learnt="The machine had learnt from {} of them: there, people alone count.",
    settings="All that was chosen before coding.",
)
ACCURACY: Final = (
    Titled(
        title="Precision:",
        text="of the contributions to which the machine gives the code, the share to which people "
        "give it too. A low precision means codes given wrongly.",
    ),
    Titled(
        title="Recall:",
        text="of the contributions to which people give the code, the share to which the machine "
        "gives it too. A low recall means contributions missed.",
    ),
    Titled(
        title="Worth:",
        text="how many contributions people would have to code for as narrow an interval without "
        "the machine.",
    ),
    Titled(
        title="A dash:",
        text="fewer than three contributions of the sample tell. Each share is followed by its "
        "interval, and by the number of contributions it rests on.",
    ),
)
METHOD: Final = (
    Titled(
        title="Weigh words.",
        text="Each word of a code's label, examples and expressions counts the more, the fewer "
        "other codes and the fewer contributions have it.",
    ),
    Titled(
        title="Score.",
        text="Codes compete for the words of a contribution. Its score for a code, from 0 to 1, "
        "says how well it says what the code is labelled; it has the codes that score enough.",
    ),
    Titled(
        title="Count.",
        text="The same contributions and codebook give the same codes, whatever the order of the "
        "rows, with no outside service.",
    ),
)
METHOD_LEARNT: Final = Titled(
    title="Learn.",
    text="Where people had given a code often enough, the machine learnt it from the "
    "contributions that they coded ({} in all), rather than from its label.",
)
METHOD_SAMPLE: Final = (
    Titled(
        title="Have people read.",
        text="Contributions were drawn at random, and people gave them codes without seeing those "
        "of the machine.",
    ),
    Titled(
        title="Correct.",
        text="In the sample, both are known: how far the machine is off, on average, corrects what "
        "it says of all contributions (prediction-powered inference). Where it is good, the "
        "interval is narrower than that of the sample alone; where it is bad, it counts for "
        "nothing.",
    ),
)
LIMITS: Final = (
    Titled(
        title="Contributors, not the population.",
        text="People chose to contribute. Shares are of contributions; someone who wrote several "
        "counts several times.",
    ),
    Titled(
        title="Spoken of, not agreed with.",
        text="A code says what a contribution is about as its label words it. Read its examples "
        "before saying that people ask for something.",
    ),
    Titled(
        title="A codebook is a choice.",
        text="What has no code is not counted. Other analysts would have cut things in another "
        "way.",
    ),
)
LIMITS_ALONE: Final = (
    Titled(
        title="No known error.",
        text="Without a sample that people coded, these shares have no interval, and the order of "
        "two codes may be due to the machine alone.",
    ),
)
LIMITS_SAMPLE: Final = (
    Titled(
        title="Chance alone.",
        text="Intervals allow for the draw of the sample, and for the errors of the machine; not "
        "for those of people. Where they agree little, shares hold for what these people "
        "understood.",
    ),
    Titled(
        title="Many intervals.",
        text="Of twenty intervals at 95%, one misses the true share on average; of fifty codes, "
        "two or three may.",
    ),
)
CHECKING: Final = (
    Titled(
        title="civiscope coding verify REPORT",
        text="says whether each file is as published, and counts each code again.",
    ),
    Titled(
        title="civiscope coding verify REPORT --source DIR --prevalence OUT",
        text="makes the report again from the coding (DIR) and the shares (OUT, where there are "
        "any), and compares every file.",
    ),
    Titled(
        title="civiscope coding trace REPORT CODE",
        text="lists the contributions to which the machine gave a code.",
    ),
)
FILES: Final = {
    "codebook.csv": "the codes, with what they mean",
    "codings.csv": "the codes that the machine gave each contribution, with their scores",
    "shares.csv": "the share of each code, three ways",
    "groups.csv": "the same by group",
    "examples.csv": "the contributions quoted here",
    "manifest.json": "what the report was made from, and the digest of each file",
}
FILES_SAMPLE: Final = {
    "accuracy.csv": "precision and recall of the machine",
    "agreement.csv": "agreement between people",
}
ENGLISH: Final = Words(
    nouns=NOUNS,
    titles=TITLES,
    labels=LABELS,
    columns=COLUMNS,
    sentences=SENTENCES,
    accuracy=ACCURACY,
    method=METHOD,
    method_learnt=METHOD_LEARNT,
    method_sample=METHOD_SAMPLE,
    limits=LIMITS,
    limits_alone=LIMITS_ALONE,
    limits_sample=LIMITS_SAMPLE,
    checking=CHECKING,
    files=FILES,
    files_sample=FILES_SAMPLE,
    quote=("“", "”"),
    cut=" […]",
    colon=": ",
    interval="{} ({}\u00a0to\u00a0{})",
    data="Data: {}.",
)
