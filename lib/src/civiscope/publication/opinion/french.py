"""What the report of opinion groups says in French."""

from typing import Final

from civiscope.publication.opinion.words import Columns, Nouns, Sentences, Titles, Words
from civiscope.publication.phrases import Noun, Titled

NOUNS: Final = Nouns(
    participants=Noun(one="{} participant", many="{} participants"),
    votes=Noun(one="{} vote", many="{} votes"),
    statements=Noun(one="{} proposition", many="{} propositions"),
    groups=Noun(one="{} groupe", many="{} groupes"),
)
TITLES: Final = Titles(
    subtitle="Groupes d’opinion",
    brief="En bref",
    no_poll=Titled(
        title="Ce rapport n’est pas un sondage",
        text="Les participants ont choisi de participer\u00a0: rien ne permet de dire qu’ils "
        "ressemblent à la population. Un groupe de 40\u00a0% veut dire «\u202f40\u00a0% des "
        "participants qui ont assez voté\u202f», et rien de plus.",
    ),
    participation="Qui a voté",
    map="La carte des participants",
    groups="Les groupes, un par un",
    group="Groupe {}",
    bridging="Ce qui rapproche les groupes",
    consensus="Ce que partagent la plupart des participants",
    divisive="Ce qui divise",
    crossings="Qui est dans quel groupe",
    numbers="Combien de groupes",
    method="Comment c’est fait",
    limits="Ce que ces chiffres ne disent pas",
    settings="Réglages",
    checking="Comment vérifier",
)
COLUMNS: Final = Columns(
    group="Groupe",
    participants="Participants",
    share="Part",
    stability="Stabilité",
    statement="Proposition",
    stance="Le groupe est",
    side="Tous les groupes",
    in_group="Dans le groupe",
    others="Ailleurs",
    everyone="La plupart",
    votes="Votes",
    value="Valeur",
    total="Tous",
    n_groups="Groupes",
    silhouette="Silhouette moyenne",
    smallest="Plus petit groupe",
    direction="Direction",
    strength="Force",
    by_chance="La plus forte par hasard",
    p_value="Valeur p",
    setting="Réglage",
    file="Fichier",
    content="Ce qu’il contient",
    middle="Milieu sur la carte",
    groups_caption="Les groupes",
    representative_caption="Ce qui distingue le groupe {}",
    bridging_caption="Propositions sur lesquelles tous les groupes sont du même côté",
    consensus_caption="Propositions sur lesquelles la plupart des participants sont du même côté",
    divisive_caption="Part de votes «\u202fd’accord\u202f», par groupe",
    crossing_caption="Les groupes selon la variable «\u202f{}\u202f»",
    silhouettes_caption="Nombres de groupes essayés",
    directions_caption="Les directions des votes, comparées au hasard",
    settings_caption="Réglages de ce calcul",
    files_caption="Ce que contient le dossier des résultats",
)
SENTENCES: Final = Sentences(
    lead_groups="{participants} ont exprimé {votes} sur {statements}. Ceux qui ont assez voté "
    "forment {groups} aux votes semblables.",
    lead_none="{participants} ont exprimé {votes} sur {statements}. On n’y a pas trouvé de groupes "
    "d’opinion.",
    verdicts={
        "groups": Titled(
            title="Des groupes distincts",
            text="Les groupes sont plus éloignés les uns des autres que ne le seraient les "
            "morceaux d’un seul nuage, étalé uniformément au même endroit.",
        ),
        "gradual": Titled(
            title="Des groupes qui se fondent l’un dans l’autre",
            text="Les opinions diffèrent plus que le hasard ne le ferait, mais par degrés\u00a0: "
            "un seul nuage, étalé uniformément au même endroit et coupé en autant de morceaux, "
            "donnerait des groupes tout "
            "aussi distincts. Les frontières aident à lire la carte\u202f; elles ne séparent pas "
            "des personnes.",
        ),
        "too-few": Titled(
            title="Trop peu de participants",
            text="Moins de quinze participants ont assez voté pour être comparés\u00a0: on n’a pas "
            "cherché de groupes.",
        ),
        "no-structure": Titled(
            title="Pas de groupes",
            text="Des votes redistribués au hasard, en gardant autant de chaque sorte pour chaque "
            "proposition, seraient aussi structurés que ceux-ci. Les couper en groupes "
            "reviendrait à inventer ces groupes.",
        ),
        "one-group": Titled(
            title="Pas de groupes",
            text="Les opinions diffèrent plus que le hasard ne le ferait, mais chaque découpage "
            "laisse un groupe de moins de cinq participants\u00a0: quelques personnes, pas un "
            "groupe.",
        ),
    },
    bridging_first={
        "agree": "Tous les groupes sont d’accord avec ceci\u00a0: ",
        "disagree": "Aucun groupe n’est d’accord avec ceci\u00a0: ",
    },
    divisive_first="Ce qui divise le plus\u00a0: ",
    read="Le fichier contient {votes} de {participants} sur {statements}.",
    too_few_votes="{} ont trop peu voté pour être dans un groupe\u202f; leurs votes comptent dans "
    "les totaux.",
    left_out="{} mises à l’écart par la modération ne comptent nulle part ailleurs que dans ce "
    "nombre.",
    without_votes="{} n’ont reçu aucun vote.",
    replaced="{} ont été remplacés par un vote plus récent du même participant sur la même "
    "proposition.",
    not_voted="Lignes sans vote, laissées de côté\u00a0: {}.",
    silent="Un fichier de votes ne dit rien de ceux qui n’ont pas voté\u00a0: ni leur nombre, ni "
    "ce qu’ils pensent.",
    map_title="{} dans un plan\u00a0: ceux qui votent de la même façon sont proches",
    map_none="Les participants dans un plan\u00a0: aucun groupe ne se détache",
    map_measure="Une marque par participant qui a assez voté ({})",
    map_sample="Une marque pour chacun des {} participants tirés au sort, sur {}",
    map_reading="Seules comptent les distances\u202f; les deux directions n’ont pas de nom. Haut "
    "et bas, gauche et droite ne veulent rien dire\u00a0: on pourrait retourner la carte.",
    map_alternative="Cette carte porte une marque par participant. {}",
    map_group="Groupe {}, {}, autour de {}.",
    groups_meaning="Les groupes sont faits des votes seuls\u00a0: personne n’a choisi le sien, et "
    "ni le nom ni les caractéristiques des personnes n’y entrent. Les lettres suivent la taille.",
    group_size="{participants}, soit {share} de ceux qui sont dans un groupe.",
    stable="Il se retrouve quand on tire à nouveau les participants au sort (stabilité de {} sur "
    "1).",
    unstable="Il ne se retrouve qu’en partie quand on tire à nouveau les participants au sort "
    "(stabilité de {} sur 1, pour un seuil de 0,6)\u00a0: à lire avec prudence.",
    unmeasured="Sa stabilité n’a pas été mesurée.",
    representative="Les propositions sur lesquelles ce groupe s’écarte le plus de tous les autres, "
    "au-delà de ce que le hasard explique quand on fait beaucoup de tests. Entre parenthèses, "
    "l’intervalle à 95\u00a0%.",
    representative_legacy="Les propositions que Polis montrerait de ce groupe. Entre parenthèses, "
    "l’intervalle à 95\u00a0%.",
    representative_none="Aucune proposition ne distingue ce groupe au-delà du hasard.",
    most="Les {} premières, sur {}\u202f; le fichier de données les a toutes.",
    bridging="Sur ces propositions, chaque groupe a une majorité du même côté, au-delà de ce que "
    "le hasard explique. Un accord peut partir de là.",
    bridging_legacy="Les plus élevées selon le «\u202fgroup-aware consensus\u202f» de "
    "Polis\u00a0: le produit, d’un groupe à l’autre, des parts de votes «\u202fd’accord\u202f». "
    "Polis n’en fait aucun test.",
    bridging_none="Sur aucune proposition tous les groupes n’ont de majorité du même côté au-delà "
    "du hasard.",
    consensus="Tous les participants ensemble, y compris ceux qui ne sont dans aucun groupe.",
    consensus_none="Aucune proposition n’a de majorité au-delà du hasard.",
    divisive="Sur ces propositions, deux groupes au moins ont des majorités opposées, au-delà de "
    "ce que le hasard explique.",
    divisive_none="Sur aucune proposition deux groupes n’ont de majorités opposées au-delà du "
    "hasard.",
    crossings="Les participants d’un groupe, selon ce qu’on sait d’eux. «\u202f{}\u202f» cache un "
    "nombre de moins de cinq personnes, ou un nombre qui en ferait connaître un.",
    crossings_none="Aucun renseignement sur les participants n’a été donné au programme\u00a0: ce "
    "rapport ne peut pas dire qui est dans quel groupe.",
    hidden="•",
    unknown="non renseigné",
    silhouettes="La silhouette dit à quel point les participants sont plus proches de leur groupe "
    "que du suivant, de \N{MINUS SIGN}1 à 1. On a gardé le nombre de groupes qui a la plus haute.",
    clouds="Des nuages sans groupes, étalés uniformément au même endroit et coupés en autant de "
    "morceaux, ont des "
    "silhouettes de {} à {}.",
    directions="Chaque direction est une façon dont les opinions diffèrent. Comptent celles qui "
    "sont plus fortes que la plus forte de {} mélanges des votes\u00a0; il y en a {}.",
    numbers_legacy="Polis ne teste ni les directions ni les groupes\u00a0: il en trouve toujours.",
    settings="Tout ce qui a été choisi avant de compter.",
    untitled="(proposition {})",
)
METHOD: Final = (
    Titled(
        title="Lire.",
        text="Chaque vote dit «\u202fd’accord\u202f», «\u202fpas d’accord\u202f» ou "
        "«\u202fpasse\u202f» (un avis mitigé compte comme «\u202fpasse\u202f»). Si quelqu’un a "
        "voté deux fois sur une proposition, son dernier vote compte. Les propositions mises à "
        "l’écart par la modération ne comptent pas.",
    ),
    Titled(
        title="Placer les gens.",
        text="Le programme cherche les directions selon lesquelles les votes diffèrent le plus "
        "(composantes principales). Un vote qui manque ne dit rien\u00a0: on ne le remplace pas "
        "par une opinion.",
    ),
    Titled(
        title="Se demander s’il y a quelque chose à voir.",
        text="Les votes sur chaque proposition sont redistribués au hasard entre ceux qui ont voté "
        "sur elle, 99 fois. Ne comptent que les directions plus fortes que dans tous ces mélanges. "
        "S’il n’y en a pas, il n’y a pas de groupes.",
    ),
    Titled(
        title="Découper.",
        text="Les participants sont coupés en deux, trois, quatre, puis cinq groupes (k-means, dix "
        "départs chaque fois). On garde le découpage qui tient le mieux (silhouette), sauf s’il "
        "laisse un groupe de moins de cinq personnes.",
    ),
    Titled(
        title="Douter.",
        text="Les groupes sont comparés aux morceaux de nuages étalés uniformément au même "
        "endroit, puis cherchés "
        "à nouveau parmi des participants tirés au sort\u00a0: la stabilité dit s’ils se "
        "retrouvent.",
    ),
    Titled(
        title="Dire ce que chaque groupe défend.",
        text="Une proposition distingue un groupe si ses membres sont d’un côté plus souvent que "
        "tous les autres (test exact de Fisher). Comme on en teste beaucoup, le seuil est corrigé "
        "(Benjamini et Hochberg)\u00a0: parmi celles qui sont listées, une sur vingt environ peut "
        "n’être due qu’au hasard.",
    ),
    Titled(
        title="Refaire.",
        text="Les mêmes votes donnent les mêmes groupes, quels que soient l’ordre des lignes et le "
        "nom des participants, sans aucun service extérieur.",
    ),
)
METHOD_LEGACY: Final = (
    Titled(
        title="Ce que calcule Polis.",
        text="Ce calcul suit Polis tel qu’il est publié\u00a0: participants d’au moins sept votes, "
        "votes manquants remplacés par la moyenne, deux composantes principales, cent groupes de "
        "base, puis deux à cinq groupes choisis par silhouette, et les propositions de chaque "
        "groupe à un niveau de 90\u00a0%, sans correction pour le nombre de tests.",
    ),
    Titled(
        title="Ce qui diffère de Polis.",
        text="Polis part de son résultat précédent chaque fois que des votes arrivent\u00a0: ses "
        "groupes dépendent de l’histoire des votes. Ce calcul part de zéro sur les votes finals, "
        "et dépend de l’ordre des participants.",
    ),
)
LIMITS: Final = (
    Titled(
        title="Des participants, pas la population.",
        text="Les gens ont choisi de participer, et choisi sur quoi voter. Les parts sont celles "
        "des votes exprimés.",
    ),
    Titled(
        title="Des groupes de votes, pas de personnes.",
        text="Deux personnes d’un même groupe peuvent voter de la même façon pour des raisons "
        "différentes. D’autres propositions feraient apparaître d’autres groupes.",
    ),
    Titled(
        title="Peu de votes, une place incertaine.",
        text="Qui a voté sept fois est placé moins sûrement que qui a voté cent fois.",
    ),
    Titled(
        title="Des propositions que peu ont vues.",
        text="Les premières propositions reçoivent plus de votes que les dernières\u202f; avec peu "
        "de votes, les intervalles sont larges, et une vraie différence peut passer inaperçue.",
    ),
    Titled(
        title="Les mêmes votes deux fois.",
        text="Les groupes sont trouvés dans les votes qui disent ensuite ce qu’ils défendent. "
        "Les valeurs p classent les propositions\u202f; elles ne prouvent pas que les groupes "
        "existent. C’est le test des directions qui en parle.",
    ),
)
CHECKING: Final = (
    Titled(
        title="civiscope opinion verify DIR --source FILE",
        text="refait tout le calcul et dit si chaque fichier se retrouve\u202f; DIR est le dossier "
        "des résultats, FILE le fichier des votes.",
    ),
    Titled(
        title="civiscope opinion trace DIR A",
        text="donne les participants du groupe A.",
    ),
)
FILES: Final = {
    "participants.csv": "le groupe de chaque participant et sa place sur la carte",
    "groups.csv": "les groupes, leur taille et leur stabilité",
    "statements.csv": "les votes sur chaque proposition, de tous et par groupe, avec intervalles "
    "et tests",
    "shared.csv": "ce qui est partagé, ce qui rapproche, ce qui divise",
    "silhouettes.csv": "les nombres de groupes essayés",
    "directions.csv": "les directions, comparées au hasard",
    "crossings.csv": "les groupes selon ce qu’on sait des participants",
    "participation.csv": "ce qui a été lu et laissé de côté",
    "manifest.json": "les votes, les réglages et les versions",
}
FRENCH: Final = Words(
    nouns=NOUNS,
    titles=TITLES,
    columns=COLUMNS,
    sentences=SENTENCES,
    stances={"agree": "d’accord", "disagree": "pas d’accord"},
    stances_of_all={"agree": "d’accord", "disagree": "pas d’accord"},
    method=METHOD,
    method_legacy=METHOD_LEGACY,
    limits=LIMITS,
    checking=CHECKING,
    files=FILES,
    quote=("«\u202f", "\u202f»"),
    colon="\u00a0: ",
    interval="{} ({} à {})",
    data="Données\u00a0: {}.",
)
