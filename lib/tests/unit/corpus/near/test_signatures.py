import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.corpus import near_kernels
from civiscope.corpus.segmentation import normalised_hash, text_bytes
from civiscope.corpus.signatures import MIN_WORDS, merge_signatures, plain_tables, sign
from civiscope.errors import InputError

small = settings(max_examples=200, deadline=None, derandomize=True)


def plain_text(text):
    """Read the normalised text as the compiled loops do."""
    data, offsets = text_bytes(pa.array([text], pa.large_string()))
    codes = np.empty(8 * len(text.encode()) + 8, np.int32)
    n_codes, n_words = near_kernels.read_plain(data, offsets[0], offsets[1], *plain_tables(), codes)
    return "".join(map(chr, codes[:n_codes])), n_words


@pytest.mark.parametrize(
    ("text", "plain", "n_words"),
    [
        ("C’est l’État !", "c est l etat", 4),
        ("  peut-être…  ", "peut etre", 2),
        ("ŒUVRE ﬁn Straße Ǽ", "oeuvre fin strasse ae", 4),
        ("20% de 5€", "20 % de 5 €", 3),
        ("a👍🏽b", "a 👍 🏽 b", 2),
        ("so\u00adlide e\u0301te\u0301", "solide ete", 2),
        ("Ψυχή 中文 \U00020000", "ψυχη 中文 \U00020000", 3),
        ("", "", 0),
        ("?!…", "", 0),
    ],
)
def test_texts_are_read_without_case_accents_and_punctuation(text, plain, n_words):
    assert plain_text(text) == (plain, n_words)


@small
@given(st.text(max_size=30))
def test_a_normalised_text_has_the_normalised_hash_of_the_text(text):
    plain, _ = plain_text(text)

    first, second = normalised_hash(pa.array([text, plain])).tolist()

    assert first == second


@small
@given(st.text("abé œ'-!%👍", max_size=12), st.text("abé œ'-!%👍", max_size=12))
def test_texts_have_the_same_hash_if_and_only_if_they_are_normalised_alike(one, other):
    first, second = normalised_hash(pa.array([one, other])).tolist()

    assert (first == second) == (plain_text(one)[0] == plain_text(other)[0])


def shingles(text):
    plain, _ = plain_text(unicodedata.normalize("NFC", text))
    return {plain[place : place + 5] for place in range(len(plain) - 4)}


TEXTS = [
    "Indexer les retraites sur le coût de la vie, et supprimer la CSG pour tous les retraités !",
    "indexer les retraites sur le cout de la vie et supprimer la csg pour tous les retraites",
    "la la la la la la la la la la la la la la la la la la la la la la la la la la la la",
    "中文 中文 中文 中文 中文 中文 中文 中文 中文 中文 中文 中文 𠀀𠀁𠀂",
    "L’œu\u00advre de Strauß est un chef d’œuvre que nous aimons ; elle coûte 20 % de plus",
    "Trop court pour être comparé",
    "",
]


def test_only_long_texts_are_signed(near_engine):
    signatures = sign(pa.array(TEXTS))

    assert signatures.n_words.tolist() == [17, 17, 28, 13, 17, 5, 0]
    assert signatures.n_shingles.tolist() == [*(len(shingles(text)) for text in TEXTS[:5]), 0, 0]
    assert (signatures.keys[:5] != 0).any(axis=1).all()
    assert not signatures.keys[5:].any()
    assert not signatures.sketches[5:].any()


def test_texts_that_are_normalised_alike_have_the_same_signature(near_engine):
    signatures = sign(pa.array(TEXTS[:2]))

    assert signatures.keys[0].tolist() == signatures.keys[1].tolist()
    assert signatures.sketches[0].tolist() == signatures.sketches[1].tolist()


def test_signatures_never_change(near_engine):
    first_keys = sign(pa.array(TEXTS)).keys[:, 0].tolist()

    assert first_keys == [2954790841, 2954790841, 3341257154, 324746365, 4253624354, 0, 0]


def test_signatures_of_batches_are_those_of_all_texts(near_engine):
    batches = [
        sign(pa.array(TEXTS[:1])),
        sign(pa.array([None], pa.string())),
        sign(pa.array(TEXTS[1:3])),
    ]

    merged = merge_signatures(batches)

    whole = sign(pa.array([TEXTS[0], None, *TEXTS[1:3]]))
    assert merged.keys.tolist() == whole.keys.tolist()
    assert merged.sketches.tolist() == whole.sketches.tolist()
    assert merged.n_words.tolist() == whole.n_words.tolist()
    assert merged.n_shingles.tolist() == whole.n_shingles.tolist()


def test_rows_are_signed_in_the_order_asked_for(near_engine):
    signatures = sign(pa.chunked_array([TEXTS[:2], TEXTS[2:]]), rows=np.array([5, 2]))

    assert signatures.n_words.tolist() == [5, 28]


def test_sketches_estimate_the_share_of_shingles_in_common():
    words = [f"mot{number:02d}" for number in range(40)]
    texts = [
        " ".join(words),
        *(" ".join([*words[:kept], *("autre",) * 6]) for kept in (38, 30, 20)),
    ]

    signatures = sign(pa.array(texts))

    for row, text in enumerate(texts[1:], 1):
        both, either = shingles(texts[0]) & shingles(text), shingles(texts[0]) | shingles(text)
        differing = signatures.sketches[0] ^ signatures.sketches[row]
        equal = np.mean([(differing & 0x0F) == 0, (differing & 0xF0) == 0])
        estimate = (equal - 1 / 16) / (1 - 1 / 16)
        assert estimate == pytest.approx(len(both) / len(either), abs=0.13)


def test_words_must_make_a_shingle():
    with pytest.raises(InputError, match="at least 3 words to be compared, got 2"):
        sign(pa.array(TEXTS), min_words=2)


def test_short_texts_of_three_words_have_a_shingle(near_engine):
    assert sign(pa.array(["a b c"]), min_words=3).n_shingles.tolist() == [1]
    assert MIN_WORDS == 12
