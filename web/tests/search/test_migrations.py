"""What was indexed before a change of the index is found after it."""

import pytest
from django.core.management import call_command

from factories.records import make, save
from observatory.search.domain.search import search

BEFORE_WORDS_WERE_FILED_BY_KIND = "0003"


@pytest.mark.django_db(transaction=True)
def test_words_are_found_and_counted_across_a_change_of_their_index():
    make("organisation", "acme", title={"fr": "Forum"})
    event = make("event", "jour", title={"fr": "Un forum"}, date="2019")

    call_command("migrate", "search", BEFORE_WORDS_WERE_FILED_BY_KIND, verbosity=0)
    call_command("migrate", "search", verbosity=0)

    assert search("forum", language="fr").counts == {"event": 1, "organisation": 1}
    event.title_fr = "Un colloque"
    event.save()
    save(event)
    assert search("forum", language="fr").counts == {"organisation": 1}
    assert search("colloque", language="fr").counts == {"event": 1}
