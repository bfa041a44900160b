"""Words that say nothing of what is sought: the grammar of French and English.

Folded: no accent, no capital. The letters are what an elision leaves when it is typed without its
apostrophe. Some are nouns too ("but", "son"): a query with nothing else keeps them.
"""

_FRENCH = """
a ai ainsi alors apres as au aucun aucune aussi autre autres aux avaient avait avant avec avez
avoir avons c car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment
d dans de depuis des dont du elle elles en encore entre es est et etaient etait etant ete etes
etre eu eux fait faire font ici il ils j je jusqu l la le les leur leurs lors lorsque lui m ma
mais me mes mon n ne ni non nos notre nous on ont ou par parce pas pendant peu peut plus pour
pourquoi puis puisque qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si
soi soit son sont sous sur t ta tandis te tel telle telles tels tes toi ton tous tout toute
toutes tres tu un une vers voici voila vos votre vous y
"""

_ENGLISH = """
about after all also an and any are at be been before being between both but by can could did
do does each for from had has have he her here hers him his how i if in into is it its may me
more most my no nor not of off on only or other our ours out over own she should so some such
than that the their theirs them then there these they this those through to too under up very
was we were what when where which while who whom whose why will with would you your yours
"""

STOP_WORDS = frozenset(_FRENCH.split() + _ENGLISH.split())
