"""libyaml and PyYAML's own parser give the same tree."""

import pytest
import yaml

from civiscope.packs import Limits
from civiscope.packs.limits import Reading
from civiscope.packs.tree import read_tree

FACTS = """\
# A comment
kind: event
records:
  - id: forum
    title: {fr: "Forum : l’ouverture", en: ''}
    summary: >-
      Folded
      text

      and paragraph.
    address: |
      1 rue X
      Paris
    long: plain text
      on two lines
    none: [~, null, , no]
    date: 2019-05
    place:
"""


@pytest.mark.parametrize(
    "text", [FACTS.replace(" , no", " no"), "a: &x 1", "a: !t 1", "a: 1\na: 2", "[]\n---\n[]", ""]
)
def test_both_parsers_give_the_same_tree_and_problems(text):
    fast, slow = Reading(limits=Limits()), Reading(limits=Limits())

    assert read_tree(text, "f", fast, loader=yaml.CSafeLoader) == read_tree(
        text, "f", slow, loader=yaml.SafeLoader
    )
    assert fast == slow
