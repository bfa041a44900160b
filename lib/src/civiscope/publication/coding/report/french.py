"""What the report of a coding says in French."""

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
    read=Noun(one="{} contribution a été lue", many="{} contributions ont été lues"),
)
TITLES: Final = Titles(
    untitled="Contributions codées",
    subtitle="Les codes, et à quel point les croire",
    brief="En bref",
    no_poll=Titled(
        title="Ce rapport n’est pas un sondage",
        text="Les contributeurs ont choisi de s’exprimer\u00a0: rien ne permet de dire qu’ils "
        "ressemblent à la population. «\u202f40\u00a0%\u202f» veut dire 40\u00a0% des "
        "contributions, jamais 40\u00a0% des habitants.",
    ),
    no_sample=Titled(
        title="Ces parts ne sont pas des estimations",
        text="Elles disent ce qu’une machine a trouvé, et une machine se trompe\u00a0: elle prend "
        "des mots pour ce qu’ils ne veulent pas dire, et manque ce qui est dit autrement. Personne "
        "n’a lu d’échantillon de ces contributions pour vérifier\u00a0: personne ne sait donc de "
        "combien ces parts sont fausses, ni dans quel sens. Pour le savoir, tirez un échantillon, "
        "faites-le coder par des personnes, et refaites ce rapport\u00a0:",
    ),
    codebook="Ce qui a été codé, et avec quel livre de codes",
    shares="La part de chaque code",
    groups="Selon le groupe de contributions",
    variable="Selon «\u202f{}\u202f»",
    accuracy="À quel point la machine trouve chaque code",
    agreement="À quel point les personnes s’accordent",
    examples="Code par code",
    uncoded="Ce qui reste sans code",
    method="Comment c’est fait",
    limits="Ce que ces chiffres ne disent pas",
    settings="Réglages",
    checking="Comment vérifier",
)
LABELS: Final = Labels(
    answers="contributions",
    codes="codes",
    uncoded="sans aucun code",
    read="lues par des personnes",
    coders=Noun(one="personne a codé", many="personnes ont codé"),
    definition="Définition",
    includes="Se code aussi ainsi",
    excludes="Ne se code pas ainsi",
    typical="Contributions dont la machine est le plus sûre",
    random="Contributions tirées au sort",
    machine_only="Contre-exemples\u00a0: la machine donne le code, pas les personnes",
    people_only="Contre-exemples\u00a0: les personnes donnent le code, pas la machine",
)
COLUMNS: Final = Columns(
    code="Code",
    answers="Contributions",
    machine="La machine seule",
    human="Les personnes, dans l’échantillon",
    combined="Les deux ensemble",
    everyone="Toutes",
    base="Contributions",
    read="dont lues par des personnes",
    precision="Précision",
    given="sur",
    recall="Rappel",
    right="sur",
    worth="Équivaut à",
    alpha="Alpha",
    agreed="Paires d’accord",
    differing="Contributions où elles diffèrent",
    read_twice="sur",
    setting="Réglage",
    value="Valeur",
    file="Fichier",
    content="Ce qu’il contient",
    shares_caption="Part des contributions qui ont chaque code, de trois façons",
    machine_caption="Contributions auxquelles la machine a donné chaque code",
    groups_caption="Part des contributions qui ont chaque code, selon «\u202f{}\u202f»",
    accuracy_caption="Précision et rappel de la machine, code par code",
    agreement_caption="Accord entre les personnes, code par code",
    settings_caption="Réglages de ce codage",
    files_caption="Ce que contient le dossier du rapport",
)
SENTENCES: Final = Sentences(
    lead="Une machine a lu {answers} avec un livre de {codes}. Elle a donné au moins un code à "
    "{coded} d’entre elles ({share}).",
    lead_all="Une machine a lu {answers} avec un livre de {codes}, et a donné au moins un code à "
    "chacune.",
    lead_sample="Pour savoir à quel point la croire, {} par des personnes, tirées au sort parmi "
    "toutes.",
    sampling=(
        (
            "civiscope coding sample DIR --size 400 --out SAMPLE tire 400 contributions au sort, à "
            "coder sur une page qui marche hors ligne\u202f;"
        ),
        (
            "civiscope coding prevalence DIR --sample SAMPLE --codings FILE --out OUT en tire les "
            "parts\u202f;"
        ),
        "civiscope coding report DIR --prevalence OUT --out REPORT refait ce rapport.",
    ),
    largest="Les codes qui reviennent le plus\u00a0:",
    by_machine="{} selon la machine",
    outside="À croire la machine seule, la part de {} sur {} serait hors de l’intervalle que "
    "donnent les personnes et la machine ensemble.",
    inside="La part que la machine donne à chaque code est dans l’intervalle que donnent les "
    "personnes et la machine ensemble.",
    unnamed="Les contributions ont été codées avec un livre de {codes}.",
    unnamed_version="Les contributions ont été codées avec la version {version} d’un livre de "
    "{codes}.",
    named="Les contributions ont été codées avec le livre de codes «\u202f{name}\u202f» ({codes}).",
    named_version="Les contributions ont été codées avec le livre de codes «\u202f{name}\u202f», "
    "version {version} ({codes}).",
    nested="Le livre est à plusieurs rangs, avec {} de premier rang\u00a0: une contribution qui a "
    "un code a aussi celui dont il fait partie.",
    defined="Ce que le livre dit de chacun, quand il en dit quelque chose (définition de {}), "
    "est donné plus bas avec ses exemples.",
    undefined="Le livre n’en définit aucun\u00a0: seuls leurs intitulés disent ce qu’ils veulent "
    "dire.",
    several="Une contribution peut avoir plusieurs codes, ou aucun\u00a0: les parts ne "
    "s’additionnent pas à 100\u00a0%.",
    machine_alone="On ne peut montrer ici que ce que la machine a trouvé. Un nombre est exact, "
    "mais c’est celui des codes de la machine\u202f; la vraie part peut en être loin, d’un côté "
    "ou de l’autre.",
    table_alone="Base des parts\u00a0: toutes les contributions.",
    three_ways="Chaque part est dite de trois façons. Celle de la machine est comptée sur toutes "
    "les contributions, et la machine se trompe. Celle des personnes vient d’un échantillon tiré "
    "au sort, et n’est pas non plus sûre au point près\u00a0: l’intervalle dit de combien elle "
    "peut s’écarter. Les deux ensemble corrigent la machine de ce que les personnes ont lu.",
    quote_combined="C’est cette dernière qu’il faut citer, avec son intervalle.",
    finding="«\u202f{}\u202f» revient le plus\u00a0: {} des contributions",
    finding_alone="La machine trouve surtout «\u202f{}\u202f»\u00a0: {} des contributions",
    measure="Part des {}, personnes et machine ensemble, avec son intervalle.",
    measure_alone="Contributions auxquelles la machine a donné le code, sur {}.",
    first_rank="Les {} codes de premier rang.",
    most_frequent="Les {} codes de premier rang les plus fréquents.",
    bases="La machine a lu {answers}\u202f; les personnes ont lu {read} de l’échantillon. Entre "
    "parenthèses, l’intervalle à {level}\u00a0: c’est la proportion des échantillons ainsi tirés "
    "où il contient la vraie part.",
    groups="Un écart entre deux groupes dont les intervalles se recouvrent largement peut être dû "
    "au hasard.",
    groups_none="Aucun renseignement sur les contributions n’a été donné au programme pour les "
    "comparer.",
    groups_small="Aucun groupe n’a {} contributions qui comptent\u00a0: aucune part n’est donnée.",
    groups_estimated="Parts que donnent les personnes et la machine ensemble, avec leurs "
    "intervalles.",
    groups_machine="Parts que donne la machine\u00a0: l’échantillon lu par des personnes n’a pas "
    "servi ici, et la machine peut se tromper davantage dans un groupe que dans un autre.",
    groups_most="Les {} plus grands groupes, sur {}\u202f; ceux de moins de {} contributions ne "
    "sont pas donnés.",
    unknown="non renseigné",
    accuracy_none="Personne ne le sait\u00a0: pour le mesurer, il faut que des personnes lisent "
    "des contributions tirées au sort.",
    agreement_none="Aucune contribution n’a été lue par deux personnes\u00a0: rien ne dit si "
    "d’autres coderaient comme celles qui ont codé. «\u202fciviscope coding sample "
    "--double\u202f» le demande.",
    agreement="{double} par au moins deux personnes, sur les {coders} qui ont codé, chacune sans "
    "voir ce que faisaient les autres.",
    settled="Là où elles différaient, {} codes ont été tranchés par une décision, et {} par ce que "
    "disaient la plupart.",
    alpha="L’alpha de Krippendorff vaut 1 si les personnes s’accordent sans exception, et 0 si "
    "elles ne s’accordent pas plus que le hasard ne le ferait. Au-dessous de 0,67, un code est "
    "trop vague pour qu’on se fie à sa part\u202f; à partir de 0,80, il est solide. Entre "
    "parenthèses, son intervalle. Il est indéfini là où toutes ont dit la même chose\u00a0: rien "
    "ne montre alors qu’elles distinguent ce qui a le code de ce qui ne l’a pas.",
    undefined_alpha="indéfini",
    examples="Sous chaque code, des contributions à la lettre\u00a0: celles dont la machine est le "
    "plus sûre, puis d’autres tirées au sort parmi celles auxquelles elle a donné le code.",
    counter_examples="Viennent ensuite des contributions de l’échantillon où personnes et machine "
    "diffèrent\u00a0: elles montrent où la machine se trompe, et parfois ce que la définition "
    "laisse ouvert.",
    counted="La machine le donne à {} ({}).",
    estimated="{} des contributions.",
    part_of="Dans les fichiers\u00a0: {code}\u202f; fait partie de «\u202f{whole}\u202f».",
    named_in_files="Dans les fichiers\u00a0: {}.",
    uncoded="La machine n’a donné aucun code à {uncoded}, soit {share} des {answers}.",
    uncoded_none="La machine a donné un code à toutes les contributions.",
    uncoded_meaning="Les unes ne disent rien pour quoi le livre ait un code\u202f; les autres le "
    "disent avec des mots que la machine ne connaît pas. Les lire fait grandir un livre de codes.",
    residual="{answers} ({share}) n’ont pas d’autre code que {codes}\u00a0: ces codes n’apprennent "
    "rien de précis sur ce qu’elles disent.",
    joined=" ou ",
    drawn="L’échantillon\u00a0: {drawn} tirées au sort, toutes avec la même chance (graine "
    "{seed}).",
    drawn_strata="L’échantillon\u00a0: {drawn} tirées au sort dans {strata} strates, davantage là "
    "où la machine est peu sûre\u202f; chacune compte pour autant de contributions qu’elle en "
    "représente (graine {seed}).",
    not_coded="Non codées parmi elles\u00a0: {}. Les parts tiennent si elles ressemblent aux "
    "autres de leur strate.",
    learnt="La machine avait appris de {} d’entre elles\u00a0: là, seules comptent les personnes.",
    settings="Tout ce qui a été choisi avant de coder.",
)
ACCURACY: Final = (
    Titled(
        title="Précision\u00a0:",
        text="parmi les contributions auxquelles la machine donne le code, la part de celles "
        "auxquelles les personnes le donnent aussi. Une précision basse veut dire des codes donnés "
        "à tort.",
    ),
    Titled(
        title="Rappel\u00a0:",
        text="parmi les contributions auxquelles les personnes donnent le code, la part de celles "
        "auxquelles la machine le donne aussi. Un rappel bas veut dire des contributions manquées.",
    ),
    Titled(
        title="Équivaut à\u00a0:",
        text="le nombre de contributions que des personnes devraient coder pour un intervalle "
        "aussi étroit sans la machine.",
    ),
    Titled(
        title="Un tiret\u00a0:",
        text="moins de trois contributions de l’échantillon renseignent. Chaque part est suivie de "
        "son intervalle, puis du nombre de contributions sur lesquelles elle repose.",
    ),
)
METHOD: Final = (
    Titled(
        title="Peser les mots.",
        text="Chaque mot de l’intitulé, des exemples et des expressions d’un code compte d’autant "
        "plus que peu d’autres codes et peu de contributions l’ont.",
    ),
    Titled(
        title="Donner un score.",
        text="Les codes se disputent les mots d’une contribution. Son score pour un code, de 0 à "
        "1, dit à quel point elle dit ce que dit l’intitulé\u202f; elle a les codes dont elle "
        "atteint le seuil.",
    ),
    Titled(
        title="Compter.",
        text="Les mêmes contributions et le même livre de codes donnent les mêmes codes, quel que "
        "soit l’ordre des lignes, sans aucun service extérieur.",
    ),
)
METHOD_LEARNT: Final = Titled(
    title="Apprendre.",
    text="Quand des personnes avaient donné un code assez souvent, la machine l’a appris des "
    "contributions qu’elles ont codées ({} en tout), plutôt que de son intitulé.",
)
METHOD_SAMPLE: Final = (
    Titled(
        title="Faire lire.",
        text="Des contributions ont été tirées au sort, et des personnes leur ont donné des codes "
        "sans voir ceux de la machine.",
    ),
    Titled(
        title="Corriger.",
        text="Dans l’échantillon, on connaît les deux\u00a0: l’écart moyen de la machine corrige "
        "ce qu’elle dit de toutes les contributions (inférence appuyée sur des prédictions, ou "
        "«\u202fprediction-powered inference\u202f»). Là où elle est bonne, l’intervalle est plus "
        "étroit que celui de l’échantillon seul\u202f; là où elle est mauvaise, elle ne compte "
        "pas.",
    ),
)
LIMITS: Final = (
    Titled(
        title="Des contributeurs, pas la population.",
        text="Les gens ont choisi de contribuer. Les parts sont celles des contributions\u202f; "
        "qui en a écrit plusieurs compte plusieurs fois.",
    ),
    Titled(
        title="En parler n’est pas approuver.",
        text="Un code dit de quoi parle une contribution, tel que son intitulé le formule. Lisez "
        "ses exemples avant de dire que des gens demandent quelque chose.",
    ),
    Titled(
        title="Un livre de codes est un choix.",
        text="Ce qui n’a pas de code n’est pas compté. D’autres analystes auraient découpé "
        "autrement.",
    ),
)
LIMITS_ALONE: Final = (
    Titled(
        title="Une erreur inconnue.",
        text="Sans échantillon codé par des personnes, ces parts n’ont pas d’intervalle, et "
        "l’ordre de deux codes peut n’être dû qu’à la machine.",
    ),
)
LIMITS_SAMPLE: Final = (
    Titled(
        title="Le hasard seulement.",
        text="Les intervalles tiennent compte du tirage de l’échantillon et des erreurs de la "
        "machine, pas de celles des personnes. Là où elles s’accordent peu, les parts valent pour "
        "ce que ces personnes ont compris.",
    ),
    Titled(
        title="Beaucoup d’intervalles.",
        text="Sur vingt intervalles à 95\u00a0%, un en moyenne manque la vraie part\u202f; sur "
        "cinquante codes, deux ou trois peuvent la manquer.",
    ),
)
CHECKING: Final = (
    Titled(
        title="civiscope coding verify REPORT",
        text="dit si chaque fichier est tel que publié, et recompte chaque code.",
    ),
    Titled(
        title="civiscope coding verify REPORT --source DIR --prevalence OUT",
        text="refait le rapport à partir du codage (DIR) et des parts (OUT, s’il y en a), et "
        "compare chaque fichier.",
    ),
    Titled(
        title="civiscope coding trace REPORT CODE",
        text="donne les contributions auxquelles la machine a donné un code.",
    ),
)
FILES: Final = {
    "codebook.csv": "les codes, et ce qu’ils veulent dire",
    "codings.csv": "les codes que la machine a donnés à chaque contribution, avec leurs scores",
    "shares.csv": "la part de chaque code, de trois façons",
    "groups.csv": "la même chose par groupe",
    "examples.csv": "les contributions citées ici",
    "manifest.json": "de quoi le rapport est fait, et l’empreinte de chaque fichier",
}
FILES_SAMPLE: Final = {
    "accuracy.csv": "la précision et le rappel de la machine",
    "agreement.csv": "l’accord entre les personnes",
}
FRENCH: Final = Words(
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
    quote=("«\u202f", "\u202f»"),
    cut="\u00a0[…]",
    colon="\u00a0: ",
    interval="{} ({}\u00a0à\u00a0{})",
    data="Données\u00a0: {}.",
)
