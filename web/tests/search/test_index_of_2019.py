"""The index of the facts of 2019."""

from factories.records import make
from factories.search_tables import stored
from observatory.search.domain.index import rebuild


def test_index_written_record_by_record_is_the_one_rebuilt(pack_2019):
    make("person", "retiree", given_name="Zoé", family_name="Quarantaine", status="withdrawn")
    by_record = stored()

    rebuild()

    assert stored() == by_record
