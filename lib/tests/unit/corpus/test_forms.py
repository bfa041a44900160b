import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.corpus import forms
from civiscope.corpus.forms import FORM_BYTES, count_forms, merge_counts
from civiscope.corpus.segmentation import hash_forms, segment

COLUMNS = ("documents", "tokens", "capitals", "inside", "initials")


def as_rows(counts):
    columns = (getattr(counts, name).tolist() for name in COLUMNS)
    return dict(zip(counts.forms.to_pylist(), zip(*columns, strict=True), strict=True))


def test_count_forms_counts_texts_tokens_and_cases(engine):
    texts = pa.array(["Le RIC. Le ric et le Ric", "Vive le RIC, a.b@c.fr 👍 20 %", ""])

    counts = count_forms(texts)

    assert as_rows(counts) == {
        "le": (2, 4, 0, 2, 0),
        "ric": (2, 4, 2, 4, 1),
        "et": (1, 1, 0, 1, 0),
        "vive": (1, 1, 0, 0, 0),
        "20%": (1, 1, 0, 1, 0),
    }
    assert (counts.n_texts, counts.n_set_aside) == (3, 0)


def test_forms_are_written_folded(engine):
    words = ["ÉTÉ", "e\u0301te\u0301", "ŒUVRE", "ﬁn", "so\u00adlide", "l’", "PEUT\u2011ÊTRE"]
    others = ["1\u202f000", "q\u0301", "中", "\U00020000", "Vie\u0323\u0302t"]

    counts = count_forms(pa.array([" ".join(words + others)]))

    assert sorted(counts.forms.to_pylist()) == (
        [
            "1000",
            "fin",
            "l'",
            "peut-être",
            "q",
            "solide",
            "việt",
            "été",
            "œuvre",
            "中",
            "\U00020000",
        ]
    )
    assert counts.hashes.tolist() == hash_forms(counts.forms.to_pylist()).tolist()
    assert counts.hashes.tolist() == sorted(counts.hashes.tolist())


def test_forms_that_are_too_long_are_set_aside(engine):
    longest, longer = "é" * (FORM_BYTES // 2), "é" * (FORM_BYTES // 2) + "e"

    counts = count_forms(pa.array([f"{longest} {longer} {longer}", longer]))

    assert counts.forms.to_pylist() == [longest]
    assert counts.n_set_aside == 3


def test_room_is_made_for_more_forms(engine, monkeypatch):
    texts = pa.array([" ".join(f"mot{i}" for i in range(start, start + 9)) for start in range(20)])
    expected = as_rows(count_forms(texts))
    monkeypatch.setattr(forms, "_ROOM", 4)

    counts = count_forms(texts)

    assert as_rows(counts) == expected
    assert len(expected) == 28


def test_no_text_has_no_form():
    for counts in (count_forms(pa.array([], pa.string())), merge_counts([])):
        assert (len(counts.forms), counts.n_texts) == (0, 0)


def test_tokens_are_counted_as_texts_are():
    texts = pa.array(["L'impôt", "l'école"])

    assert as_rows(count_forms(segment(texts))) == as_rows(count_forms(texts))


WORDS = st.sampled_from(["le", "Le", "LE", "ric", "RIC", "été", "é" * 40, "10", ". ", "👍"])
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=8)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS, st.integers(0, 8), st.randoms(use_true_random=False))
def test_merged_counts_are_those_of_all_texts(texts, cut, random):
    whole = count_forms(pa.array(texts, pa.string()))
    random.shuffle(texts)

    parts = [count_forms(pa.array(part, pa.string())) for part in (texts[cut:], texts[:cut])]
    merged = merge_counts(parts)

    assert merged.forms.equals(whole.forms)
    for name in (*COLUMNS, "hashes"):
        assert getattr(merged, name).tolist() == getattr(whole, name).tolist()
    assert (merged.n_texts, merged.n_set_aside) == (whole.n_texts, whole.n_set_aside)


@pytest.mark.parametrize("name", COLUMNS)
def test_counts_are_integers(name):
    assert getattr(count_forms(pa.array(["a"])), name).dtype == np.int64


def test_many_batches_are_added_up_as_they_come():
    texts = [f"oui non mot{number % 7}" for number in range(40)]

    merged = merge_counts(count_forms(pa.array([text])) for text in texts)

    whole = count_forms(pa.array(texts))
    assert merged.forms.to_pylist() == whole.forms.to_pylist()
    assert merged.documents.tolist() == whole.documents.tolist()
    assert (merged.n_texts, merged.n_set_aside) == (40, 0)
