import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.corpus.characters import character_tables, compositions
from civiscope.corpus.lexicons import read_sections
from civiscope.corpus.segmentation import (
    ADDRESS,
    NUMBER,
    SIGN,
    WORD,
    absolute_places,
    hash_forms,
    joining_rules,
    normalised_hash,
    segment,
    text_bytes,
    token_texts,
)
from civiscope.errors import InputError

CASES = [
    # Elision, with apostrophes of all kinds, also where they are badly placed.
    ("L'école", ["L'", "école"]),
    (
        "l’école l\u2018école l\u02bcécole l`école l\u00b4école l\u2032école l\uff07école",
        ["l", "école"] * 7,
    ),
    ("l' école l''école", ["l'", "école", "l'", "école"]),
    ("jusqu'au lorsqu’il PUISQU'on", ["jusqu'", "au", "lorsqu’", "il", "PUISQU'", "on"]),
    ("quelqu'un d'autre", ["quelqu'un", "d'", "autre"]),
    ("qu'est-ce qu'il y a", ["qu'", "est", "ce", "qu'", "il", "y", "a"]),
    ("d'aujourd'hui, aujourd’hui", ["d'", "aujourd'hui", "aujourd’hui"]),
    ("prud'hommes O'Brien rock'n'roll", ["prud'hommes", "O'Brien", "rock'n'roll"]),
    ("'mot' dogs' 'l'", ["mot", "dogs", "l'"]),
    ("l'", ["l'"]),
    ("John's it's don't isn’t", ["John", "s", "it", "s", "don't", "isn’t"]),
    # Hyphens: compounds, clitics, prefixes.
    ("celui-ci PEUT-ÊTRE rendez\u2011vous", ["celui-ci", "PEUT-ÊTRE", "rendez\u2011vous"]),
    ("c'est-à-dire c'est-à-voir", ["c'est-à-dire", "c'", "est", "à", "voir"]),
    ("faut-il donne-moi a-t-il", ["faut", "il", "donne", "moi", "a", "t", "il"]),
    ("Rendez-moi rendez- vous", ["Rendez", "moi", "rendez", "vous"]),
    ("co-construction vice-président", ["co-construction", "vice-président"]),
    ("anti- ex-vice-président", ["anti", "ex-vice", "président"]),
    ("gilets-jaunes Seine-et-Marne", ["gilets", "jaunes", "Seine", "et", "Marne"]),
    ("-Supprimer --non", ["Supprimer", "non"]),
    ("non-violence", ["non", "violence"]),
    # Numbers.
    ("20% 20 % 2,5 1.5", ["20%", "20 %", "2,5", "1.5"]),
    ("1 000 1\u202f000\u00a0000 10 00", ["1 000", "1\u202f000\u00a0000", "10", "00"]),
    ("2018 100 1 0000", ["2018", "100", "1", "0000"]),
    ("2,5 000 1,a 1. 7", ["2,5", "000", "1", "a", "1", "7"]),
    ("1er 2ème 80km/h 2,5km 1 000km", ["1er", "2ème", "80km", "h", "2,5km", "1", "000km"]),
    ("12.03.2019 49.3 1/2", ["12.03.2019", "49.3", "1", "2"]),
    # Addresses.
    ("http://a.fr/x_(y)?z=1. Ou", ["http://a.fr/x_(y)?z=1", "Ou"]),
    ("(https://a.fr/é) <http://b.eu>", ["https://a.fr/é", "http://b.eu"]),
    ("http: //a http:/a http:", ["http", "a", "http", "a", "http"]),
    ("www.impots.gouv.fr, change.org/p!", ["www.impots.gouv.fr", "change.org/p"]),
    ("legifrance.gouv.fr fin.Il fin.Eu", ["legifrance.gouv.fr", "fin", "Il", "fin", "Eu"]),
    ("jean.du_p-o+nt@mail.fr a@b a@ @a", ["jean.du_p-o+nt@mail.fr", "a@b", "a", "a"]),
    ("mot.é@x a_b.c d+e", ["mot", "é@x", "a", "b", "c", "d", "+", "e"]),
    ("http://a.fr\u00a0b http://ﬁn", ["http://a.fr", "b", "http://ﬁn"]),
    # Emoji and symbols.
    ("👍🏽👍 👨‍👩‍👧 🇫🇷🇫🇷 ❤️!", ["👍🏽", "👍", "👨‍👩‍👧", "🇫🇷", "🇫🇷", "❤"]),
    ("☀\u0301 ☀\u200da ☀\u00ad☀ €%", ["☀\u0301", "☀", "a", "☀", "☀", "€", "%"]),
    ("1️⃣ 👍", ["1️⃣", "👍"]),
    # Invisible characters and combining marks.
    ("so\u00adli\u200bde\u200b mot", ["so\u00adli\u200bde", "mot"]),
    ("aujourd\u00ad'\u200bhui \u200b", ["aujourd\u00ad'\u200bhui"]),
    ("e\u0301cole \u0301x q\u0301", ["e\u0301cole", "x", "q\u0301"]),
    # Any other text.
    ("", []),
    (" ...;\n\t", []),
    ("Œuvre ﬁn ß \U00020000a", ["Œuvre", "ﬁn", "ß", "\U00020000a"]),
    ("हिन्दी 中文 Ελλάδα", ["हिन्दी", "中文", "Ελλάδα"]),
]


def typed(text):
    return token_texts(segment(pa.array([text]))).to_pylist()


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_segment_finds_tokens(engine, text, expected):
    found = typed(text)

    if "\u2018" in text:
        found = [token.rstrip("'’\u2018\u02bc`\u00b4\u2032\uff07") for token in found]
    assert found == expected


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ÉTAT", "état"),
        ("E\u0301TAT", "état"),
        ("l’", "l'"),
        ("Œuvre", "œuvre"),
        ("ﬁn", "fin"),
        ("so\u00adlide", "solide"),
        ("1 000", "1000"),
        ("20 %", "20%"),
        ("peut\u2011être", "peut-être"),
        ("İstanbul", "istanbul"),
        ("Vie\u0323\u0302t", "việt"),
        ("q\u0301", "q"),
        ("\uff21\uff22", "ab"),
        ("http://A.fr/ﬁ", "http://a.fr/ﬁ"),
    ],
)
def test_hash_is_of_the_folded_form(engine, typed, folded):
    tokens = segment(pa.array([typed]))

    assert tokens.hashes.tolist() == hash_forms([folded]).tolist()


def test_kinds_breaks_and_cases_are_told(engine):
    tokens = segment(pa.array(["Le RIC, à 20 % (www.a.fr). Non 👍 A été-OK"]))

    assert token_texts(tokens).to_pylist() == (
        ["Le", "RIC", "à", "20 %", "www.a.fr", "Non", "👍", "A", "été", "OK"]
    )
    assert tokens.kinds.tolist() == [WORD] * 3 + [NUMBER, ADDRESS, WORD, SIGN] + [WORD] * 3
    assert tokens.breaks.tolist() == [2, 0, 1, 0, 1, 2, 0, 0, 0, 0]
    assert tokens.cases.tolist() == [1, 2, 0, 0, 0, 1, 0, 1, 0, 2]


def test_cases_of_joined_words_are_told(engine):
    tokens = segment(pa.array(["CO-CONSTRUCTION Peut-être C'EST-À-DIRE É e\u0301 ÉTÉ"]))

    assert tokens.cases.tolist() == [2, 1, 2, 1, 0, 2]


def test_null_is_an_empty_text():
    tokens = segment(pa.array(["a", None, "b c"]))

    assert tokens.indptr.tolist() == [0, 1, 1, 3]
    assert tokens.texts.to_pylist() == ["a", "", "b c"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_chunks_and_slices_are_read(kind):
    texts = pa.chunked_array([pa.array(["x", "l'école"], kind)[1:], pa.array(["été"], kind)])

    tokens = segment(texts)

    assert token_texts(tokens).to_pylist() == ["l'", "école", "été"]
    assert tokens.starts.tolist() == [0, 2, 0]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_slices_are_read_in_place(kind):
    tokens = segment(pa.array(["x", "l'école", "été", "y"], kind)[1:3])

    assert token_texts(tokens).to_pylist() == ["l'", "école", "été"]
    assert [place.tolist() for place in absolute_places(tokens)] == [[1, 3, 9], [3, 9, 14]]


@pytest.mark.parametrize("texts", [pa.array([], pa.string()), pa.chunked_array([], pa.string())])
def test_no_text_has_no_token(texts):
    tokens = segment(texts)

    assert (tokens.indptr.tolist(), len(tokens.starts)) == ([0], 0)
    assert normalised_hash(texts).shape == (0, 2)


def test_numbers_are_refused():
    with pytest.raises(InputError, match="column of strings, got int64"):
        segment(pa.array([1]))


def test_bytes_that_are_no_utf8_are_refused():
    binary = pa.array([b"caf\xe9"])
    broken = pa.StringArray.from_buffers(1, binary.buffers()[1], binary.buffers()[2])

    with pytest.raises(InputError, match="in UTF-8, got bytes that are not"):
        segment(broken)


def test_every_compound_of_the_lexicon_is_one_token():
    compounds = read_sections("segmentation.txt")["compounds"]

    found = [typed(compound) for compound in compounds]

    assert found == [[compound] for compound in compounds]


def test_words_of_the_lexicon_stand_once():
    for words in read_sections("segmentation.txt").values():
        assert sorted(words) == sorted(set(words))


SAME = [
    ("C’est l'État !", "c est  l etat"),
    ("peut-être", "PEUT ETRE…"),
    ("œuvre ﬁne", "oeuvre fine"),
    ("e\u0301te\u0301", "été"),
    ("20%", "20 %"),
    ("so\u00adlide", "solide"),
    ("", " . —"),
]
DIFFERENT = [("peut-être", "peutetre"), ("👍", "👎"), ("1,5", "15"), ("ab", "ba"), ("a", "")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_normalised_hash_ignores_what_readers_ignore(engine, one, other):
    first, second = normalised_hash(pa.array([one, other]))

    assert first.tolist() == second.tolist()


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_normalised_hash_tells_texts_apart(engine, one, other):
    first, second = normalised_hash(pa.array([one, other]))

    assert (first != second).all()


# The same rules over strings, one character at a time, without addresses.
_KINDS = "LDMIAHSPC%@eWBO"
_RULES = joining_rules()


def naive(text):
    entries = character_tables().entries
    kinds = "".join(_KINDS[entries[ord(letter)] >> 21 & 15] for letter in text)
    tokens, place = [], 0
    while place < len(text):
        if kinds[place] in "LD":
            stop, form = _naive_run(text, kinds, place, "")
            read = _naive_word if any(k == "L" for k in kinds[place:stop]) else _naive_number
            stop, form = read(text, kinds, stop, form)
            tokens.append((text[place:stop], form))
            place = stop
        else:
            place += 1
    return tokens


def _naive_run(text, kinds, place, form):
    stop = place
    while place < len(text) and kinds[place] in "LDMI":
        if kinds[place] != "I":
            stop = place + 1
        if kinds[place] == "M":
            pair = (ord(form[-1]), ord(text[place]))
            form = form[:-1] + chr(compositions()[pair]) if pair in compositions() else form
        elif kinds[place] != "I":
            form += naive_fold(text[place])
        place += 1
    return stop, form


def naive_fold(letter):
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", letter).lower())
    return small.replace("\u0307", "")


def _naive_word(text, kinds, stop, form):
    place, joined, sure = stop, form, True
    while True:
        sign = place
        while kinds[sign : sign + 1] == "I":
            sign += 1
        if kinds[sign : sign + 1] not in ("A", "H"):
            return stop, form
        apostrophe = kinds[sign] == "A"
        after = sign + 1
        while kinds[after : after + 1] == "I":
            after += 1
        joined += "'" if apostrophe else "-"
        rule = _RULES.get(joined, 0)
        if sure and rule & 1:
            stop, form, sure = sign + 1, joined, False
        inside = sure and apostrophe
        if kinds[after : after + 1] not in ("L", "D") or not (inside or rule & 6):
            return stop, form
        place, joined = _naive_run(text, kinds, after, joined)
        if inside and text[after:place] in ("s", "S"):
            return stop, form
        sure = inside or (sure and rule & 2 > 0) or _RULES.get(joined, 0) & 8 > 0
        if sure:
            stop, form = place, joined


def _naive_number(text, kinds, stop, form):
    grouped = len(form) <= 3
    while form[-1].isdigit():
        kind, after = kinds[stop : stop + 1], kinds[stop + 1 : stop + 2]
        if kind == "%":
            return stop + 1, form + "%"
        if kind == "S" and after == "%":
            return stop + 2, form + "%"
        if after != "D" or kind not in ("P", "C", "S"):
            return stop, form
        place, more = _naive_run(text, kinds, stop + 1, "")
        if kind == "S" and not (grouped and len(more) == 3 and more.isdigit()):
            return stop, form
        form += more if kind == "S" else text[stop] + more
        grouped = grouped and kind == "S"
        stop = place
        if not more.isdigit():
            return stop, form
    return stop, form


LETTERS = st.sampled_from([*"aeslé", *"LDÉ", "qu", "est", "à", "dire", "œ", "ﬁ", "co", "sous"])
JOINERS = st.sampled_from([*"'’-\u2011", "\u00ad", "\u0301", "\u0323", "\u200b"])
SPACES = st.sampled_from([*" ,;!\n%", "\u00a0"])
FIGURES = st.sampled_from([*"0123", "000", "²"])
FRENCH_LIKE = st.lists(st.one_of(LETTERS, JOINERS, SPACES, FIGURES), max_size=30).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(FRENCH_LIKE)
def test_segment_agrees_with_naive_rules(text):
    tokens = segment(pa.array([text]))
    words = np.flatnonzero(tokens.kinds != SIGN)

    expected = naive(text)

    found = token_texts(tokens)
    assert [found[i].as_py() for i in words] == [token for token, _ in expected]
    assert tokens.hashes[words].tolist() == hash_forms([form for _, form in expected]).tolist()


ANY_TEXT = st.one_of(
    st.text(max_size=40),
    FRENCH_LIKE,
    st.lists(
        st.sampled_from(
            ["http://", "www.", "a@b", ".fr", "x", "é", ".", "_", "/", " ", "👍", "\u200d"]
        ),
        max_size=12,
    ).map("".join),
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(ANY_TEXT, max_size=4))
def test_tokens_lie_in_their_text_on_characters(texts):
    tokens = segment(pa.array(texts, pa.string()))

    for row, text in enumerate(texts):
        content, last = text.encode(), 0
        for token in range(tokens.indptr[row], tokens.indptr[row + 1]):
            start, end = tokens.starts[token], tokens.ends[token]
            assert last <= start < end <= len(content)
            assert content[start:end].decode() in text
            last = end


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(ANY_TEXT, max_size=5), st.integers(0, 5))
def test_batches_may_be_cut_anywhere(texts, cut):
    whole = segment(pa.array(texts, pa.string()))

    parts = [segment(pa.array(part, pa.string())) for part in (texts[:cut], texts[cut:])]

    for name in ("starts", "ends", "marks", "hashes"):
        joined = np.concatenate([getattr(part, name) for part in parts])
        assert joined.tolist() == getattr(whole, name).tolist()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(ANY_TEXT, ANY_TEXT)
def test_lines_are_cut_apart(one, other):
    tokens = [segment(pa.array([text])).hashes.tolist() for text in (one, other)]

    together = segment(pa.array([f"{one}\n{other}"])).hashes.tolist()

    assert together == tokens[0] + tokens[1]


LATIN = st.text(st.characters(max_codepoint=0x24F, categories=("L", "Zs")), max_size=30)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(LATIN)
def test_decomposed_accents_change_nothing(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))

    assert segment(pa.array([composed])).hashes.tolist() == (
        segment(pa.array([decomposed])).hashes.tolist()
    )
    assert normalised_hash(pa.array([composed])).tolist() == (
        normalised_hash(pa.array([decomposed])).tolist()
    )


def test_text_bytes_are_not_copied():
    batch = pa.array(["abc", "d"], pa.large_string())

    data, offsets = text_bytes(batch)

    assert data.ctypes.data == batch.buffers()[2].address
    assert offsets.tolist() == [0, 3, 4]
