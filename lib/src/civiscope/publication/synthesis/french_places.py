"""What the report of a synthesis says of places, in French."""

from typing import Final

from civiscope.publication.phrases import Noun, Titled
from civiscope.publication.synthesis.words import Placing, Weighing

PLACING: Final = Placing(
    title="D’où viennent les participants",
    units={
        "author": "Un participant est ici un auteur.",
        "answer": "Le fichier ne nomme pas les auteurs\u00a0: un participant est ici une réponse, "
        "et qui a répondu plusieurs fois compte plusieurs fois.",
    },
    participants=Noun(one="{} participant", many="{} participants"),
    located="Participants situés dans le territoire comparé\u00a0: {located} sur {participants} "
    "({share}), pour {population} habitants.",
    finding="De {low} ({low_place}) à {high} ({high_place}) participants pour 10\u202f000 "
    "habitants",
    measure="Participants pour 10\u202f000 habitants, par département\u202f; dans tout le "
    "territoire\u00a0: {}",
    more="Compte tenu de leur population, participent le plus\u00a0: {}.",
    less="Participent le moins\u00a0: {}.",
    named="{} (indice {})",
    none={
        "department": "Aucun département ne participe plus ou moins que le hasard ne "
        "l’expliquerait.",
        "region": "Aucune région ne participe plus ou moins que le hasard ne l’expliquerait.",
        "size": "Aucune taille de commune ne participe plus ou moins que le hasard ne "
        "l’expliquerait.",
    },
    dissimilarity={
        "department": "Pour que tous les départements participent autant, il faudrait que {} des "
        "participants vivent dans un autre.",
        "region": "Pour que toutes les régions participent autant, il faudrait que {} des "
        "participants vivent dans une autre.",
        "size": "Pour que les communes de toutes tailles participent autant, il faudrait que {} "
        "des participants vivent dans une commune d’une autre taille.",
    },
    ambiguous=Noun(
        one="{} participant donne un code qui désigne plusieurs de ces lieux\u00a0: il est réparti "
        "entre eux comme leurs habitants. Les intervalles couvrent toute autre répartition.",
        many="{} participants donnent un code qui désigne plusieurs de ces lieux\u00a0: ils sont "
        "répartis entre eux comme leurs habitants. Les intervalles couvrent toute autre "
        "répartition.",
    ),
    inferred=Noun(
        one="{} réponse a un code postal qui n’est celui d’aucune commune (un CEDEX, par "
        "exemple)\u00a0: ses premiers chiffres disent le département.",
        many="{} réponses ont un code postal qui n’est celui d’aucune commune (un CEDEX, par "
        "exemple)\u00a0: ses premiers chiffres disent le département.",
    ),
    unsigned=Noun(
        one="{} réponse sans auteur n’est comptée pour aucun participant.",
        many="{} réponses sans auteur ne sont comptées pour aucun participant.",
    ),
    reading="L’indice rapporte les participants d’un lieu à ceux qu’il aurait si tous les lieux "
    "participaient autant\u00a0: 2 veut dire deux fois plus, 0,5 deux fois moins. L’intervalle à "
    "95\u00a0% dit de combien l’indice peut varier par hasard, si chacun décide seul de "
    "participer. Sont en gras les indices que le hasard n’explique pas, une fois compté que l’on a "
    "regardé beaucoup de lieux.",
    limits=(
        Titled(
            title="Des lieux, pas des opinions.",
            text="Là où l’on participe peu, on ne pense pas forcément autrement\u00a0: de ceux qui "
            "n’ont pas participé, on ne sait rien.",
        ),
        Titled(
            title="Toute la population.",
            text="La population est celle du recensement (population municipale au 1er janvier "
            "2023, 2017 à Mayotte), enfants et étrangers compris\u00a0: tous n’avaient pas l’âge "
            "de participer, ni peut-être le droit.",
        ),
        Titled(
            title="Un lieu déclaré.",
            text="Le lieu est celui que chacun a donné\u202f; rien ne le vérifie.",
        ),
    ),
    levels={
        "department": "Par département",
        "region": "Par région",
        "size": "Par taille de commune",
    },
    captions={
        "department": "Participants et population par département",
        "region": "Participants et population par région",
        "size": "Participants et population par taille de commune",
    },
    sizes={
        "0-499": "moins de 500 habitants",
        "500-1999": "500 à 1\u202f999 habitants",
        "2000-3499": "2\u202f000 à 3\u202f499 habitants",
        "3500-4999": "3\u202f500 à 4\u202f999 habitants",
        "5000-9999": "5\u202f000 à 9\u202f999 habitants",
        "10000-19999": "10\u202f000 à 19\u202f999 habitants",
        "20000-49999": "20\u202f000 à 49\u202f999 habitants",
        "50000-99999": "50\u202f000 à 99\u202f999 habitants",
        "100000+": "100\u202f000 habitants et plus",
    },
    apart={
        "located": "Dans le territoire",
        "elsewhere": "Hors du territoire",
        "several": "Auteurs qui donnent plusieurs lieux",
        "unplaced": "Lieu trop vague",
        "unrecognised": "Lieu non reconnu",
        "missing": "Lieu non renseigné",
    },
    apart_caption="Participants, selon ce que le fichier dit de leur lieu",
    place="Lieu",
    population="Population",
    count="Participants",
    expected="Attendus",
    rate="Pour 10\u202f000 habitants",
    index="Indice",
    interval="Intervalle à 95\u00a0%",
)
WEIGHING: Final = Weighing(
    title="Et si tous les lieux participaient autant\u202f?",
    meaning="Ailleurs dans ce rapport, chaque réponse compte pour une. Ici, elle compte pour le "
    "poids de son participant, tel que {margins} pèsent autant que dans la population (calage sur "
    "marges). Les deux parts portent sur les seules réponses des participants situés.",
    margins={
        "department": "les départements",
        "region": "les régions",
        "size": "les communes de chaque taille",
    },
    last=" et ",
    spread="Les poids vont de {smallest} à {largest}, pour une moyenne de 1\u202f; aucun n’est "
    "écrêté. Leur inégalité coûte en précision\u00a0: {participants} renseignent autant que "
    "{effective} de poids égaux (effet de plan de Kish\u00a0: {effect}).",
    warning=Titled(
        title="Redresser ne fait pas un sondage",
        text="Ces poids corrigent les lieux, et rien d’autre\u00a0: partout, ceux qui ont "
        "participé l’ont choisi, et rien ne dit qu’ils pensent comme ceux qui se sont tus. Une "
        "part redressée n’est pas l’opinion de la population.",
    ),
    caption="Les parts des thèmes, brutes et redressées",
    raw="Part brute",
    weighted="Part redressée",
    change="Écart en points",
)
