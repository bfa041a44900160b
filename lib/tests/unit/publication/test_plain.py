import json

import pytest

from civiscope.errors import InputError
from civiscope.publication.plain import from_plain, to_plain


def test_a_document_written_as_json_and_read_again_is_the_same(sample):
    written = json.dumps(to_plain(sample), ensure_ascii=False)

    assert from_plain(json.loads(written)) == sample


def test_defaults_are_not_written(sample):
    heading = to_plain(sample)["blocks"][0]

    assert heading == {"type": "heading", "text": "L’année en bref", "key": "en-bref"}


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ({"type": "poem"}, "Expected a node of a document, found the type 'poem'"),
        ({}, "found the type None"),
        ({"type": ["span"]}, "found the type"),
        ({"type": "span", "text": "a"}, "Expected a document"),
        ({"type": "span", "words": "a"}, "Expected a span, found other attributes"),
    ],
)
def test_what_is_no_document_is_refused(plain, message):
    with pytest.raises(InputError, match=message):
        from_plain(plain)
