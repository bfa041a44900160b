"""Every record of 2019 can be taken by machines."""

import json

from observatory.opendata.domain.linked_data import script_json
from observatory.records.domain.kinds import as_its_kind
from observatory.records.enums import Status
from observatory.records.models import Record

BASE_URL = "https://observatoire.example/"


def test_every_record_of_2019_has_linked_data(pack_2019, db):
    published = [as_its_kind(record) for record in Record.objects.filter(status=Status.PUBLISHED)]
    assert published

    for record in published:
        found = json.loads(script_json(record, "en", BASE_URL))
        assert found["@type"]
        assert found["name"], record
        assert found["url"].startswith(f"{BASE_URL}en/{record.PATH}/")
