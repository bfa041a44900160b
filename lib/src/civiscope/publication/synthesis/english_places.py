"""What the report of a synthesis says of places, in English."""

from typing import Final

from civiscope.publication.phrases import Noun, Titled
from civiscope.publication.synthesis.words import Placing, Weighing

PLACING: Final = Placing(
    title="Where participants come from",
    units={
        "author": "Here, a participant is an author.",
        "answer": "The file names no author: here, a participant is an answer, and whoever "
        "answered several times counts several times.",
    },
    participants=Noun(one="{} participant", many="{} participants"),
    located="Participants located in the territory compared: {located} out of {participants} "
    "({share}), for {population} inhabitants.",
    finding="From {low} ({low_place}) to {high} ({high_place}) participants for 10,000 inhabitants",
    measure="Participants for 10,000 inhabitants, by département; in the whole territory: {}",
    more="Given their population, these take part most: {}.",
    less="These take part least: {}.",
    named="{} (index {})",
    none={
        "department": "No département takes part more or less than chance would explain.",
        "region": "No region takes part more or less than chance would explain.",
        "size": "No size of commune takes part more or less than chance would explain.",
    },
    dissimilarity={
        "department": "For all départements to take part alike, {} of the participants would have "
        "to live in another.",
        "region": "For all regions to take part alike, {} of the participants would have to live "
        "in another.",
        "size": "For communes of all sizes to take part alike, {} of the participants would have "
        "to live in a commune of another size.",
    },
    ambiguous=Noun(
        one="{} participant gives a code that means several of these places, and is spread over "
        "them as their inhabitants are. Intervals hold for any other spread.",
        many="{} participants give a code that means several of these places, and are spread over "
        "them as their inhabitants are. Intervals hold for any other spread.",
    ),
    inferred=Noun(
        one="{} answer has a postal code that is no commune’s (a CEDEX, for example): its first "
        "digits tell the département.",
        many="{} answers have a postal code that is no commune’s (a CEDEX, for example): its first "
        "digits tell the département.",
    ),
    unsigned=Noun(
        one="{} answer without author counts for no participant.",
        many="{} answers without author count for no participant.",
    ),
    reading="The index compares the participants of a place with those it would have if all places "
    "took part alike: 2 means twice as many, 0.5 half as many. The 95% interval says how far the "
    "index may vary by chance, if each decides alone to take part. Indices in bold are those that "
    "chance does not explain, once it is taken into account that many places were looked at.",
    limits=(
        Titled(
            title="Places, not opinions.",
            text="Where few take part, people do not necessarily think otherwise: of those who "
            "took no part, nothing is known.",
        ),
        Titled(
            title="The whole population.",
            text="The population is that of the census (population municipale at 1 January 2023, "
            "2017 in Mayotte), children and foreigners included: not all were old enough to take "
            "part, nor perhaps allowed to.",
        ),
        Titled(
            title="A place as given.",
            text="The place is the one that each gave; nothing checks it.",
        ),
    ),
    levels={
        "department": "By département",
        "region": "By region",
        "size": "By size of commune",
    },
    captions={
        "department": "Participants and population by département",
        "region": "Participants and population by region",
        "size": "Participants and population by size of commune",
    },
    sizes={
        "0-499": "under 500 inhabitants",
        "500-1999": "500 to 1,999 inhabitants",
        "2000-3499": "2,000 to 3,499 inhabitants",
        "3500-4999": "3,500 to 4,999 inhabitants",
        "5000-9999": "5,000 to 9,999 inhabitants",
        "10000-19999": "10,000 to 19,999 inhabitants",
        "20000-49999": "20,000 to 49,999 inhabitants",
        "50000-99999": "50,000 to 99,999 inhabitants",
        "100000+": "100,000 inhabitants and more",
    },
    apart={
        "located": "In the territory",
        "elsewhere": "Outside the territory",
        "several": "Authors who give several places",
        "unplaced": "Place too vague",
        "unrecognised": "Place not recognised",
        "missing": "Place not given",
    },
    apart_caption="Participants, by what the file says of their place",
    place="Place",
    population="Population",
    count="Participants",
    expected="Expected",
    rate="For 10,000 inhabitants",
    index="Index",
    interval="95% interval",
)
WEIGHING: Final = Weighing(
    title="If all places took part alike",
    meaning="Elsewhere in this report, each answer counts as one. Here it counts for the weight of "
    "its participant, such that {margins} weigh as much as in the population (raking). Both shares "
    "are of the answers of located participants alone.",
    margins={
        "department": "départements",
        "region": "regions",
        "size": "communes of each size",
    },
    last=" and ",
    spread="Weights run from {smallest} to {largest}, for a mean of 1; none is trimmed. Their "
    "inequality costs precision: {participants} tell as much as {effective} of equal weights "
    "(Kish’s design effect: {effect}).",
    warning=Titled(
        title="Weighting makes no poll",
        text="These weights mend places, and nothing else: everywhere, those who took part chose "
        "to, and nothing says that they think like those who kept silent. A weighted share is not "
        "the opinion of the population.",
    ),
    caption="Shares of themes, raw and weighted",
    raw="Raw share",
    weighted="Weighted share",
    change="Change in points",
)
