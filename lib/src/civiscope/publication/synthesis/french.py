"""The report of a synthesis in French."""

from typing import Final

from civiscope.publication.phrases import Noun, Titled
from civiscope.publication.synthesis.french_places import PLACING, WEIGHING
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
    answers=Noun(one="{} réponse", many="{} réponses"),
    authors=Noun(one="{} auteur", many="{} auteurs distincts"),
    authors_once=Noun(
        one="{} si chaque campagne compte pour un auteur",
        many="{} si chaque campagne compte pour un auteur",
    ),
    themes=Noun(one="{} thème", many="{} thèmes"),
    subthemes=Noun(one="{} sous-thème", many="{} sous-thèmes"),
    all_themes=Noun(one="{} thème ou sous-thème", many="{} thèmes et sous-thèmes"),
    campaigns=Noun(one="{} campagne", many="{} campagnes"),
    rare_ideas=Noun(one="{} idée rare", many="{} idées rares"),
    voices=Noun(one="{} voix", many="{} voix"),
    wordings=Noun(one="{} rédaction", many="{} rédactions différentes"),
    others=Noun(one="{} autre valeur", many="{} autres valeurs"),
)
TITLES: Final = Titles(
    subtitle="Synthèse des contributions",
    brief="En bref",
    no_poll=Titled(
        title="Ce rapport n’est pas un sondage",
        text="Les contributeurs ont choisi de répondre\u00a0: rien ne permet de dire qu’ils "
        "ressemblent à la population. Une part de 12\u00a0% veut dire «\u202f12\u00a0% des "
        "réponses reçues\u202f», et rien de plus.",
    ),
    participation="Qui a participé, qui n’a pas participé",
    absent="Ce qu’on ne sait pas",
    themes="Les thèmes",
    each_theme="Thème par thème",
    question="{}. {}",
    unknown_question="Question non renseignée",
    theme="{} · {}",
    rare_ideas="Des idées rares, mais distinctes",
    unclassified="Ce qui n’est pas classé",
    campaigns="Les campagnes",
    campaign="Campagne {}",
    crossings="Comment les thèmes varient",
    method="Comment c’est fait",
    numbers="Combien de thèmes",
    limits="Ce que ces chiffres ne disent pas",
    settings="Réglages et seuils",
    checking="Comment vérifier",
    files="Les fichiers",
)
COLUMNS: Final = Columns(
    question="Question",
    first_theme="Premier thème",
    theme="Thème",
    answers="Réponses",
    authors="Auteurs distincts",
    authors_once="Auteurs, campagnes comptées une fois",
    share="Part des réponses",
    interval="Intervalle à 95\u00a0%",
    value="Valeur",
    reason="Raison",
    total="Total",
    campaign="Campagne",
    wordings="Rédactions",
    dates="Dates",
    densest="Jour le plus dense",
    base="Réponses avec cette valeur",
    residual="Écart",
    setting="Réglage",
    content="Ce qu’il contient",
    file="Fichier",
    number="Thèmes",
    gain="Bits par mot",
    behind="Retard sur le meilleur",
    error="Erreur type",
    numbers_caption="Nombres de thèmes essayés\u202f; celui qui est retenu est en gras",
    gains_caption="Bits par mot, par question et par nombre de thèmes\u202f; celui qui est retenu "
    "est en gras",
    campaigns_caption="Les plus grandes campagnes",
    crossings_caption="Écarts notables selon la variable «\u202f{}\u202f»",
    questions_caption="Le premier thème de chaque question",
    reasons_caption="Réponses non classées, par question",
    settings_caption="Réglages et seuils de ce calcul",
    files_caption="Ce que contient le dossier des résultats",
)
BRIEF: Final = Brief(
    lead="Le fichier compte {answers}. Un programme en a rangé {classified} ({share}) en "
    "{themes}, d’après les mots employés.",
    lead_by_question="Le fichier compte {answers}. Un programme en a rangé {classified} "
    "({share}) en {themes}, question par question, d’après les mots employés.",
    read="réponses lues",
    with_text="ont un texte",
    authors="auteurs distincts",
    themes="thèmes",
    unclassified="réponses hors de tout thème",
    campaigns="campagnes repérées",
    largest="Les thèmes les plus fréquents\u00a0:",
    share_of_answers=", {} des réponses",
    unstable=Noun(
        one="{} thème est instable\u00a0: il est signalé comme tel, et se lit avec prudence.",
        many="{} thèmes sont instables\u00a0: ils sont signalés comme tels, et se lisent avec "
        "prudence.",
    ),
)
PARTICIPATING: Final = Participating(
    texts="Le fichier compte {answers}, dont {with_text} avec un texte. Ces textes en font "
    "{distinct} différents, à la casse, à la ponctuation et aux espaces près.",
    authors="Le fichier nomme {}.",
    most="Le plus prolixe en signe {}.",
    no_authors="Le fichier ne nomme pas les auteurs\u00a0: on ne sait pas combien de personnes "
    "ont écrit, ni si certaines ont écrit plusieurs fois. Ce rapport compte donc des réponses, et "
    "ne donne nulle part de nombre d’auteurs.",
    dates="Les réponses vont du {} au {}.",
    one_day="Toutes les réponses datent du {}.",
    no_dates="Le fichier ne dit pas quand les réponses ont été écrites.",
    no_variables="Aucun renseignement sur les auteurs (lieu, âge, métier…) n’a été donné au "
    "programme\u00a0: ce rapport ne peut pas dire qui ils sont.",
    unknown="non renseigné",
    silent="Un fichier de réponses ne dit rien de ceux qui n’ont pas répondu\u00a0: ni leur "
    "nombre, ni ce qu’ils pensent.",
    unwilling="Il ne dit pas non plus pourquoi chacun a répondu, ni comment il a appris qu’il le "
    "pouvait.",
    chart_title="D’où viennent les réponses\u00a0: {}",
    chart_measure="Nombre de réponses selon la variable «\u202f{}\u202f»",
    chart_most="Nombre de réponses selon la variable «\u202f{}\u202f», pour les {} valeurs les "
    "plus fréquentes\u202f; le fichier de données les a toutes",
)
THEMES: Final = Themes(
    meaning="Un thème réunit des réponses qui emploient les mêmes mots\u202f; on peut y trouver "
    "des avis opposés. Une réponse est dans un thème, ou dans aucun. Le nom d’un thème est fait "
    "de ses mots les plus typiques, sans dire si on les approuve ou les refuse.",
    three_counts="Chaque thème est compté de trois façons\u00a0: ses réponses, leurs auteurs "
    "distincts, et ces auteurs quand tous ceux d’une même campagne comptent pour un seul.",
    reading="Un mot est typique d’un thème quand il y est bien plus fréquent qu’ailleurs\u202f; "
    "après lui vient le nombre de réponses du thème qui l’emploient. Les extraits sont recopiés à "
    "la lettre, fautes comprises\u202f; après chacun vient l’identifiant de la réponse.",
    finding="Le thème le plus fréquent, «\u202f{}\u202f», réunit {} des réponses",
    measure="Part des réponses rangées dans chaque thème, sur {}\u202f; le trait noir est "
    "l’intervalle à 95\u00a0%",
    measure_most="Part des réponses rangées dans chacun des {} thèmes les plus fréquents, sur "
    "{}\u202f; le trait noir est l’intervalle à 95\u00a0%",
    none="Aucun thème n’a été trouvé\u00a0: trop peu de réponses emploient les mêmes mots.",
    unanswered="Personne n’a rien écrit en réponse à\u00a0:",
    counted="{}, soit {} des réponses",
    within=" (intervalle\u00a0: {})",
    unnamed="(sans mot typique)",
    unstable_mark="{} (instable)",
    unstable=Titled(
        title="Thème instable.",
        text="Quand on refait le calcul sur des réponses tirées au sort, il ne se retrouve qu’en "
        "partie (stabilité de {} sur 1, pour un seuil de {})\u00a0: à lire avec prudence.",
    ),
    stable="Stabilité de {} sur 1.",
    not_measured="Sa stabilité n’a pas été mesurée.",
    found_again="La classification descendante le retrouve ({} sur 1).",
    not_found_again="La classification descendante ne le retrouve pas ({} sur 1).",
    terms="Mots typiques",
    term="{} ({})",
    negated="{} [avec négation]",
    subthemes="Sous-thèmes",
    subtheme="{}\u00a0: {}, {} ({})",
    typical="Extraits typiques, choisis par le programme",
    random="Extraits tirés au sort",
)
NUMBERING: Final = Numbering(
    meaning="Personne n’a choisi le nombre de thèmes\u00a0: plusieurs ont été essayés. Pour "
    "chacun, un mot a été caché dans chaque réponse de l’échantillon, et des thèmes trouvés sans "
    "cette réponse ont dû le deviner d’après ses autres mots. Les bits disent combien ils y "
    "arrivent mieux que la fréquence des mots.",
    rule="Le nombre retenu est le plus grand qui ne soit pas en retard de plus d’une erreur type "
    "sur le meilleur. Davantage de thèmes, parmi les nombres essayés, devinent moins bien les "
    "mots\u202f; moins de thèmes font perdre du détail pour rien. Aucun nombre n’est le bon.",
)
RARITY: Final = Rarity(
    none="Aucune idée rare n’a été trouvée\u00a0: aucune petite famille de réponses n’emploie les "
    "mêmes mots plus souvent que le hasard ne l’explique, loin de tous les thèmes.",
    meaning="Une idée rare est une petite famille de réponses qui emploient les mêmes mots, bien "
    "plus souvent que le hasard ne l’explique, et qu’aucun thème n’explique bien. Ses mots lui "
    "donnent son nom, et personne ne les a choisis. Elle peut réunir des gens qui sont pour et des "
    "gens qui sont contre\u202f; pour être rare, une idée n’est ni meilleure, ni moins bonne. Une "
    "réponse d’une idée rare est aussi comptée dans son thème, si elle en a un.",
    voices="Les voix sont les auteurs distincts, ou les réponses dont l’auteur est inconnu, les "
    "textes presque identiques n’étant comptés qu’une fois.",
    voices_unnamed="Les voix sont les réponses, les textes presque identiques n’étant comptés "
    "qu’une fois.",
    reading="Pour chaque idée viennent un extrait typique, puis un autre tiré au sort.",
    first="Les {} que le hasard explique le moins sont montrées ici\u202f; les {} sont dans le "
    "fichier de données.",
    counted="{counts}. «\u202f{mark}\u202f» et «\u202f{partner}\u202f» se trouvent ensemble chez "
    "{together} de ces voix, contre {expected} si le hasard distribuait les mots. Ce que les "
    "thèmes expliquent de ces réponses\u00a0: {explained} en moyenne.",
    under="moins de {}",
)
UNCLASSIFYING: Final = Unclassifying(
    lead="Hors de tout thème\u00a0: {unclassified} sur {answers} ({share}). Les parts de ce "
    "rapport sont toutes calculées sur l’ensemble des réponses, celles-ci comprises.",
    none="Toutes les réponses sont dans un thème.",
    in_question="Hors de tout thème\u00a0: {} ({}). ",
    finding="Pourquoi des réponses ne sont dans aucun thème",
    measure="Nombre de réponses hors de tout thème, par raison",
    reasons={
        "empty": Titled(title="Sans texte", text="La réponse ne contient aucun texte."),
        "non-answer": Titled(
            title="Ne se prononce pas",
            text="La réponse dit qu’elle ne dit rien\u00a0: «\u202fsans avis\u202f», "
            "«\u202fRAS\u202f», «\u202fje ne sais pas\u202f».",
        ),
        "unknown-words": Titled(
            title="Aucun mot retenu",
            text="Aucun de ses mots n’est dans le vocabulaire du calcul\u00a0: mots trop rares, "
            "mots-outils, autre langue.",
        ),
        "no-theme": Titled(
            title="Loin de tous les thèmes",
            text="Aucun thème n’est assez proche de ses mots\u00a0: idée rare, sujet isolé, ou "
            "texte trop court pour en décider.",
        ),
    },
    random="Réponses tirées au sort",
)
CAMPAIGNING: Final = Campaigning(
    none="Aucune campagne n’a été repérée\u00a0: aucun texte assez long n’a été envoyé "
    "plusieurs fois, à l’identique ou presque.",
    meaning="Une campagne est un ensemble de réponses qui ont le même texte, ou presque. C’est une "
    "façon ordinaire de se faire entendre ensemble\u00a0: rien n’est retiré des comptes, et les "
    "thèmes sont aussi comptés avec et sans cette répétition quand les auteurs sont connus.",
    largest="Les {} plus grandes sont décrites ici\u202f; les {} sont dans le fichier de données.",
    dates="Du {} au {}",
    one_day="Le {}",
    densest="{} de ses réponses sont arrivées le même jour.",
    wordings="Rédactions les plus fréquentes",
    times="{}\u00a0: ",
)
VARYING: Final = Varying(
    none="Aucun thème ne revient notablement plus, ou moins, selon les variables données.",
    no_variables="Aucune variable (lieu, âge, date…) n’a été donnée au programme\u00a0: ce "
    "rapport ne peut pas dire si les thèmes varient de l’une à l’autre.",
    meaning="Ne figurent ici que les écarts trop grands pour être dus au hasard, une fois compté "
    "que l’on en a regardé beaucoup. Un écart de +5 veut dire que le thème revient nettement plus "
    "souvent qu’ailleurs parmi les réponses qui ont cette valeur\u202f; un écart négatif, moins "
    "souvent. Un écart n’est pas une cause.",
    most="(les {} plus grands, sur {})",
)
NAMING: Final = MachineNaming(
    title="Formulation par une machine (modèle {})",
    inline=" [formulation par une machine\u00a0: {}]",
    method=Titled(
        title="Faire formuler par une machine.",
        text="Un modèle de langue ({model}, interrogé à l’adresse {host}) a reçu les mots typiques "
        "et les extraits publiés de {asked}. Pour chacun, il a proposé un nom, une phrase et des "
        "citations. N’ont été retenues que les propositions dont chaque citation se retrouve à la "
        "lettre dans son extrait\u00a0: {named}. Le modèle n’a reçu aucun compte et n’en a changé "
        "aucun\u202f; il n’a décidé ni des thèmes, ni des réponses qu’ils réunissent. Interrogé de "
        "nouveau, il pourrait répondre autrement\u00a0: ces formulations sont la seule partie du "
        "rapport que personne ne peut refaire à l’identique.",
    ),
    limits=Titled(
        title="Des formulations de machine.",
        text="Le nom ou la phrase d’une machine peut passer à côté, forcer le trait ou gommer un "
        "désaccord, même quand ses citations sont exactes. Les mots typiques et les extraits tirés "
        "au sort servent à en juger.",
    ),
    files={
        "names.csv": "les noms et les phrases proposés par une machine",
        "quotes.csv": "les citations sur lesquelles ils reposent",
    },
)
METHOD: Final = (
    Titled(
        title="Lire.",
        text="Chaque réponse est coupée en mots. Les formes d’un même mot sont réunies "
        "(«\u202fimpôt\u202f», «\u202fimpôts\u202f»), les mots-outils mis de côté, et la négation "
        "gardée\u00a0: «\u202fne pas augmenter\u202f» n’est pas «\u202faugmenter\u202f».",
    ),
    Titled(
        title="Repérer les textes répétés.",
        text="Les textes identiques, ou presque, sont réunis. Quand un texte assez long revient, "
        "c’est une campagne. Rien n’est effacé.",
    ),
    Titled(
        title="Chercher les thèmes.",
        text="Le programme cherche quels mots reviennent ensemble d’une réponse à l’autre. Un "
        "texte envoyé mille fois compte une fois pour chercher les thèmes, et mille fois pour les "
        "compter.",
    ),
    Titled(
        title="Ranger.",
        text="Chaque réponse va dans le thème dont ses mots l’approchent le plus, ou dans aucun "
        "si aucun n’est assez proche.",
    ),
    Titled(
        title="Nommer.",
        text="Un mot est typique d’un thème s’il y est bien plus fréquent que dans les autres "
        "réponses. Les plus typiques font le nom du thème. Aucun modèle de langue n’intervient "
        "dans les comptes.",
    ),
    Titled(
        title="Chercher des idées rares.",
        text="Deux mots qui viennent trop souvent ensemble pour que ce soit un hasard, avec un "
        "troisième, fondent une idée. Elle est montrée si plusieurs personnes l’ont, si peu de "
        "réponses la contiennent, et si les thèmes expliquent peu ces réponses. Ce qui n’est "
        "qu’une expression toute faite est laissé de côté.",
    ),
    Titled(
        title="Choisir des extraits.",
        text="Les extraits typiques emploient beaucoup de mots du thème et diffèrent entre "
        "eux\u202f; les autres sont tirés au sort, par un tirage que chacun peut refaire. Tous "
        "sont recopiés à la lettre.",
    ),
    Titled(
        title="Mesurer la solidité.",
        text="Pour l’intervalle, les parts sont recalculées sur {draws} tirages au sort des "
        "réponses, ou de leurs auteurs quand le fichier les nomme\u202f; il couvre 95\u00a0% des "
        "parts obtenues. Pour la stabilité, les thèmes sont cherchés de nouveau sur d’autres "
        "tirages, au nombre de {fits}\u202f; de 0 à 1, elle dit combien un thème s’y retrouve "
        "(indice de Jaccard), et au-dessous de {stability}, il est dit instable.",
    ),
    Titled(
        title="Comparer avec une autre méthode.",
        text="La classification descendante (Reinert, 1983) coupe les réponses en classes d’une "
        "tout autre façon. On dit qu’elle retrouve un thème quand une de ses classes lui "
        "ressemble à plus de {found} (indice de Jaccard).{double}",
    ),
    Titled(
        title="Refaire.",
        text="Le même fichier et les mêmes réglages donnent les mêmes nombres, quel que soit "
        "l’ordre des lignes, sans aucun service extérieur.",
    ),
)
DOUBLE: Final = (
    " Elle est double ici\u00a0: seules sont comparées les classes qui viennent avec et sans les "
    "réponses d’un ou deux mots, parmi les réponses plus longues."
)
LIMITS: Final = (
    Titled(
        title="Des réponses, pas une opinion.",
        text="Les contributeurs ont choisi de répondre. Les parts sont celles des réponses "
        "reçues\u202f; elles ne valent pour personne d’autre.",
    ),
    Titled(
        title="Un rangement par les mots.",
        text="Le programme ne comprend ni l’ironie, ni l’intention. Il peut réunir des avis "
        "contraires qui emploient les mêmes mots, et séparer des avis proches qui en emploient "
        "d’autres. Les extraits tirés au sort servent à en juger.",
    ),
    Titled(
        title="Un thème par réponse.",
        text="Une réponse qui parle de plusieurs choses n’est comptée que dans le thème dont elle "
        "est le plus proche.",
    ),
    Titled(
        title="Ce que couvre l’intervalle.",
        text="Il dit de combien la part d’un thème varierait si d’autres réponses avaient été "
        "tirées parmi des réponses semblables. Il ne couvre ni le choix de répondre ou de se "
        "taire, ni les erreurs de rangement, ni le nombre de thèmes retenu.",
    ),
    Titled(
        title="Des campagnes visibles seulement par le texte.",
        text="Deux personnes qui s’accordent sans écrire la même chose ne font pas ici une "
        "campagne\u202f; deux personnes qui recopient une même phrase sans se connaître peuvent "
        "en faire une.",
    ),
    Titled(
        title="Quelques caractères du PDF.",
        text="Dans le PDF, un carré remplace ceux que la police n’a pas, comme les émojis\u202f; "
        "la page web et les fichiers de données les gardent.",
    ),
)
CHECKING: Final = (
    Titled(
        title="civiscope synthesis verify DIR",
        text="refait les calculs et dit si chaque nombre publié se retrouve\u202f; DIR est le "
        "dossier des résultats.",
    ),
    Titled(
        title="civiscope synthesis trace DIR {theme}",
        text="donne les réponses que compte le thème {theme}\u202f; tout autre identifiant de "
        "thème, de campagne ou d’idée rare convient.",
    ),
)
FILES: Final = {
    "assignments.csv": "le thème de chaque réponse",
    "themes.csv": "les thèmes et sous-thèmes, leurs comptes, leurs intervalles",
    "terms.csv": "les mots typiques",
    "numbers.csv": "les nombres de thèmes essayés, quand personne n’a choisi",
    "excerpts.csv": "les extraits",
    "rare-ideas.csv": "les idées rares, leurs comptes, leur statistique",
    "rare-excerpts.csv": "les extraits des idées rares",
    "rare-answers.csv": "l’idée rare de chaque réponse qui en a une",
    "unclassified.csv": "les réponses hors de tout thème, par raison",
    "families.csv": "la campagne de chaque réponse qui en a une",
    "campaigns.csv": "les campagnes",
    "campaign-places.csv": "la provenance des campagnes",
    "wordings.csv": "les rédactions des campagnes",
    "participation.csv": "les réponses par variable",
    "representativeness.csv": "les participants et la population de chaque lieu",
    "located.csv": "combien de participants sont situés, et ce que sont les autres",
    "weights.csv": "les poids du redressement, s’il y en a un",
    "weighted-shares.csv": "les parts brutes et redressées des thèmes",
    "crossings.csv": "tous les croisements des thèmes et des variables, notables ou non",
    "forms.csv": "les mots lus, et l’entrée du vocabulaire de chacun",
    "lemmas.csv": "le vocabulaire, et les mots laissés de côté",
    "manifest.json": "le fichier lu, les réglages, les seuils et les versions",
}
FRENCH: Final = Words(
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
    settings="Tout ce qui a été choisi avant de compter\u00a0: un autre réglage donnerait "
    "d’autres thèmes.",
    checking=CHECKING,
    files=FILES,
    quote=("«\u202f", "\u202f»"),
    cut="\u00a0[…]",
    joined="\u202f; ",
    colon="\u00a0: ",
    interval="{} à {}",
    data="Données\u00a0: {}.",
)
