# ruff: noqa: C901, PLR0911, PLR0912, PLR0913, PLR0915, PLR0917, PLR2004
# A compiled loop is one function over many arrays, for a call costs more than what it does; and
# the numbers it compares with are those of UTF-8 and ASCII.
"""The compiled loops of the corpus: over bytes and tokens, never over Python objects.

Everything compiled stands in this one file, constants included, for numba's cache follows the
file in which a kernel stands and would not see a change elsewhere. Text is UTF-8 that was
validated before. Arrays of text are read-only, as Arrow lends them. Hashes are 64-bit words that
wrap around. The kernels also run as plain Python (numba's DISABLE_JIT), which the tests use.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

_Function = TypeVar("_Function", bound=Callable[..., object])

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Words = NDArray[np.uint64]


def kernel(function: _Function) -> _Function:
    """Compile a function on its first call, and keep what was compiled beside the source."""
    return cast("_Function", njit(cache=True, nogil=True)(function))


# Classes of characters. The order matters: up to INVISIBLE a character can belong to a word.
LETTER, DIGIT, MARK, INVISIBLE = 0, 1, 2, 3
APOSTROPHE, HYPHEN, SPACE, POINT, COMMA, PERCENT, AT, SYMBOL = 4, 5, 6, 7, 8, 9, 10, 11
WEAK, STRONG, OTHER = 12, 13, 14

# An entry of the table of characters, from the lowest bit: 21 bits for the folded code point (or
# the row of its expansion), 4 for the class, then two flags.
FOLD_MASK = 0x1FFFFF
CLASS_SHIFT = 21
CLASS_MASK = 15
CAPITAL = 1 << 25
EXPANDED = 1 << 26
EXPANSION = 4

# Rules for what an apostrophe, hyphen or point joins, keyed by the hash of what stands before and
# of the sign itself ("l'", "rendez-", ".fr").
ELISION, PREFIX, PARTIAL, WHOLE, DOMAIN, SCHEME, HOST = 1, 2, 4, 8, 16, 32, 64

# A token's marks, from the lowest bit: 2 bits for its kind, 2 for the break before, 2 for its case.
KIND_MASK = 3
WORD, NUMBER, ADDRESS, SIGN = 0, 1, 2, 3
BREAK_SHIFT = 2
BREAK_MASK = 3
CASE_SHIFT = 4
CASE_MASK = 3
SMALL, INITIAL, CAPITALS = 0, 1, 2

# What the negation rule makes of a form; the content of a vocabulary's slot is
# (lemma + 1) << ROLE_BITS | role.
ROLE_BITS = 3
ROLE_MASK = 7
PLAIN, OPENER, NEGATOR, CLOSER, ADJACENT, LINK, TURN = 0, 1, 2, 3, 4, 5, 6

# Odd multipliers with about as many ones as zeros; any such would do, but they never change.
_SEED = np.uint64(0x243F6A8885A308D3)
_SEED_2 = np.uint64(0x13198A2E03707344)
_STEP = np.uint64(0x9FB21C651E98DF25)
_STEP_2 = np.uint64(0xD6E8FEB86659FD93)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_32 = np.uint64(32)
_29 = np.uint64(29)
_ABSENT = -1
_FIRST = 1 << 32
"""Added to the capitals of a word that begins with one."""
_MAILBOX = 64
"""Bytes of a mailbox's local part at most, RFC 5321 section 4.5.3.1.1."""
_INSERTED = 256
"""Entries that sorting by insertion is fit for; a longer text goes through the whole vocabulary."""


@kernel
def _long(value: np.uint8 | np.int32 | np.uint64) -> int:
    """Widen a number; what is compiled must not mix 64 bits with and without sign."""
    return np.int64(value)  # type: ignore[return-value] # numba's name for int


@kernel
def _step(state: np.uint64, code: int) -> np.uint64:
    return (state ^ np.uint64(code)) * _STEP


@kernel
def _finish(state: np.uint64) -> np.uint64:
    state = (state ^ (state >> _32)) * _MIX
    return state ^ (state >> _29)


@kernel
def find(keys: Words, values: Ints, key: np.uint64) -> int:
    """Return the value of a key in an open-addressed table, or -1."""
    mask = len(keys) - 1
    slot = _long(key & np.uint64(mask))
    while values[slot] != _ABSENT:
        if keys[slot] == key:
            return int(values[slot])
        slot = (slot + 1) & mask
    return _ABSENT


@kernel
def fill(keys: Words, values: Ints, new_keys: Words, new_values: Ints) -> None:
    """Put keys and their values (0 or more) in an open-addressed table with room to spare."""
    mask = len(keys) - 1
    for row in range(len(new_keys)):
        slot = _long(new_keys[row] & np.uint64(mask))
        while values[slot] != _ABSENT and keys[slot] != new_keys[row]:
            slot = (slot + 1) & mask
        keys[slot] = new_keys[row]
        values[slot] = new_values[row]


@kernel
def _decode(data: Bytes, place: int) -> tuple[int, int]:
    """Return the code point that starts at a place, and its length in bytes."""
    first = _long(data[place])
    if first < 0x80:
        return first, 1
    second = _long(data[place + 1]) & 0x3F
    if first < 0xE0:
        return (first & 0x1F) << 6 | second, 2
    third = _long(data[place + 2]) & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | second << 6 | third, 3
    fourth = _long(data[place + 3]) & 0x3F
    return (first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4


@kernel
def _class_at(data: Bytes, place: int, end: int, entries: Ints) -> int:
    """Return the class of the character at a place; the end of the text is a strong break."""
    if place >= end:
        return STRONG
    code, _ = _decode(data, place)
    return (_long(entries[code]) >> CLASS_SHIFT) & CLASS_MASK


@kernel
def _after_invisible(data: Bytes, place: int, end: int, entries: Ints) -> int:
    while _class_at(data, place, end, entries) == INVISIBLE:
        place += _decode(data, place)[1]
    return place


@kernel
def _composed(keys: Words, values: Ints, letter: int, mark: int) -> int:
    return find(keys, values, _finish(_step(_step(_SEED, letter), mark)))


@kernel
def composition_keys(pairs: Longs) -> Words:
    """Return the keys under which letters with their marks, shape (n, 2), are found."""
    keys = np.empty(len(pairs), np.uint64)
    for row in range(len(pairs)):
        keys[row] = _finish(_step(_step(_SEED, pairs[row, 0]), pairs[row, 1]))
    return keys


@kernel
def _scan_run(
    data: Bytes,
    start: int,
    end: int,
    state: np.uint64,
    entries: Ints,
    keys: Words,
    values: Ints,
) -> tuple[int, np.uint64, int, int, int]:
    """Read letters and digits as far as they go.

    Returns the place after them, the hash, and how many letters, digits and capitals there were;
    the first letter counts a thousand times among the capitals if it is one.
    """
    place, stop = start, start
    before, last = state, 0
    letters, digits, capitals = 0, 0, 0
    while place < end:
        code, size = _long(data[place]), 1
        if code >= 0x80:
            code, size = _decode(data, place)
        entry = _long(entries[code])
        kind = (entry >> CLASS_SHIFT) & CLASS_MASK
        if kind > INVISIBLE:
            break
        place += size
        if kind == INVISIBLE:
            continue
        stop = place
        if kind == MARK:
            letter = _composed(keys, values, last, code)
            if letter != _ABSENT:
                last = letter
                state = _step(before, last)
            continue
        if entry & CAPITAL:
            capitals += 1 if letters else 1 + _FIRST
        letters += kind == LETTER
        digits += kind == DIGIT
        if entry & EXPANDED:
            for part in range(EXPANSION):
                letter = entries[(entry & FOLD_MASK) + part]
                if letter:
                    before, last = state, _long(letter)
                    state = _step(state, last)
        else:
            before, last = state, entry & FOLD_MASK
            state = _step(state, last)
    return stop, state, letters, digits, capitals


@kernel
def _address_end(
    data: Bytes, place: int, end: int, state: np.uint64, entries: Ints
) -> tuple[int, np.uint64]:
    """Read an address to a space or quote, less the punctuation that closes it, and its hash."""
    stop, known = place, state
    while place < end:
        code, size = _decode(data, place)
        entry = _long(entries[code])
        kind = (entry >> CLASS_SHIFT) & CLASS_MASK
        if code <= 0x20 or code in (0x22, 0x3C, 0x3E) or (size > 1 and kind > MARK):
            break
        place += size
        state = _step(state, code if entry & EXPANDED else entry & FOLD_MASK)
        # A letter, a digit, or one of / - _ = & # ~ + % can be the last character of an address.
        if kind <= MARK or code in (0x2F, 0x2D, 0x5F, 0x3D, 0x26, 0x23, 0x7E, 0x2B, 0x25):
            stop, known = place, state
    return stop, known


@kernel
def _has_mailbox(data: Bytes, place: int, end: int, entries: Ints) -> bool:
    """Tell whether what goes on at a place is the rest of an e-mail's local part and its domain."""
    limit = min(end, place + _MAILBOX)
    while place < limit and data[place] != 0x40:
        code = _long(data[place])
        if not (_is_ascii_word(code) or code in (0x2E, 0x5F, 0x2D, 0x2B)):
            return False
        place += 1
    return place < limit and _class_at(data, place + 1, end, entries) <= DIGIT


@kernel
def _is_ascii_word(code: int) -> bool:
    return 0x30 <= code <= 0x39 or 0x41 <= code <= 0x5A or 0x61 <= code <= 0x7A


@kernel
def _number_end(
    data: Bytes,
    stop: int,
    end: int,
    state: np.uint64,
    digits: int,
    entries: Ints,
    keys: Words,
    values: Ints,
) -> tuple[int, np.uint64, int]:
    """Go on after the first digits: thousands, decimals, a sign for per cent.

    Returns the place after the number, its hash and how many letters are glued to it.
    """
    grouped, letters = digits <= 3, 0
    while letters == 0 and stop < end:
        code, size = _decode(data, stop)
        kind = (_long(entries[code]) >> CLASS_SHIFT) & CLASS_MASK
        following = stop + size
        if kind == PERCENT:
            return following, _step(state, code), letters
        if _class_at(data, following, end, entries) == PERCENT and kind == SPACE:
            return following + 1, _step(state, 0x25), letters
        if _class_at(data, following, end, entries) != DIGIT:
            break
        if kind in (POINT, COMMA):
            grouped = False
            stop, state, letters, digits, _ = _scan_run(
                data, following, end, _step(state, code), entries, keys, values
            )
        elif kind == SPACE and grouped:
            place, joined, more, digits, _ = _scan_run(
                data, following, end, state, entries, keys, values
            )
            if more or digits != 3:
                break
            stop, state = place, joined
        else:
            break
    return stop, state, letters


@kernel
def _word_end(
    data: Bytes,
    stop: int,
    end: int,
    state: np.uint64,
    entries: Ints,
    keys: Words,
    values: Ints,
) -> tuple[int, np.uint64, int, int]:
    """Go on after the first letters: elision, compounds, apostrophes inside a word.

    Returns the place after the word, its hash, and the letters and capitals that were added.
    """
    place, joined, sure = stop, state, True
    letters, capitals, more, more_capitals = 0, 0, 0, 0
    while True:
        sign = _after_invisible(data, place, end, entries)
        kind = _class_at(data, sign, end, entries)
        if kind not in (APOSTROPHE, HYPHEN):
            break
        following = sign + _decode(data, sign)[1]
        after = _after_invisible(data, following, end, entries)
        joins = _class_at(data, after, end, entries) <= DIGIT
        joined = _step(joined, 0x27 if kind == APOSTROPHE else 0x2D)
        rule = max(0, find(keys, values, _finish(joined)))
        elides = sure and rule & ELISION != 0
        if elides:
            stop, state, sure = following, joined, False
        inside = sure and kind == APOSTROPHE
        if not joins or not (inside or rule & (PREFIX | PARTIAL)):
            break
        place, joined, more, _, more_capitals = _scan_run(
            data, after, end, joined, entries, keys, values
        )
        if inside and place - after == 1 and (data[after] | 0x20) == 0x73:
            break
        letters, capitals = letters + more, capitals + more_capitals % _FIRST
        whole = max(0, find(keys, values, _finish(joined))) & WHOLE
        sure = inside or (sure and rule & PREFIX != 0) or whole != 0
        if sure:
            stop, state = place, joined
    return stop, state, letters, capitals


@kernel
def _emoji_end(data: Bytes, start: int, end: int, entries: Ints) -> tuple[int, np.uint64]:
    """Read a symbol with what changes it: a tone, marks, joined symbols, a flag's second half."""
    code, size = _decode(data, start)
    stop, state = start + size, _step(_SEED, code)
    flag = 0x1F1E6 <= code <= 0x1F1FF
    place = stop
    glued = False
    while place < end:
        code, size = _decode(data, place)
        kind = (_long(entries[code]) >> CLASS_SHIFT) & CLASS_MASK
        place += size
        if kind == INVISIBLE:
            glued = code == 0x200D
            continue
        half = flag and 0x1F1E6 <= code <= 0x1F1FF
        tone = 0x1F3FB <= code <= 0x1F3FF
        if not (kind == MARK or half or tone or (glued and kind == SYMBOL)):
            break
        flag, glued = False, False
        stop, state = place, _step(state, code)
    return stop, state


@kernel
def _begins_address(
    data: Bytes,
    stop: int,
    end: int,
    state: np.uint64,
    entries: Ints,
    keys: Words,
    values: Ints,
) -> bool:
    """Tell whether the letters read so far begin a URL, a domain's name or an e-mail."""
    if stop == end:
        return False
    sign = _long(data[stop])
    if sign == 0x3A:
        slashes = stop + 2 < end and data[stop + 1] == 0x2F and data[stop + 2] == 0x2F
        return slashes and max(0, find(keys, values, _finish(state))) & SCHEME != 0
    if sign not in (0x2E, 0x40, 0x2D, 0x5F, 0x2B):  # . @ - _ +
        return False
    if _class_at(data, stop + 1, end, entries) > DIGIT:
        return False
    if _has_mailbox(data, stop, end, entries):
        return True
    if sign != 0x2E:
        return False
    host = max(0, find(keys, values, _finish(state))) & HOST
    _, domain, _, _, capitals = _scan_run(
        data, stop + 1, end, _step(_SEED, sign), entries, keys, values
    )
    known = max(0, find(keys, values, _finish(domain))) & DOMAIN
    return host != 0 or (known != 0 and capitals == 0)


@kernel
def _token(
    data: Bytes, start: int, end: int, entries: Ints, keys: Words, values: Ints
) -> tuple[int, np.uint64, int]:
    """Read the token that starts at a place, whatever it is.

    Returns the place after it, its hash, and its marks but for the break before.
    """
    if _class_at(data, start, end, entries) > DIGIT:
        stop, state = _emoji_end(data, start, end, entries)
        return stop, state, SIGN
    stop, state, letters, digits, capitals = _scan_run(
        data, start, end, _SEED, entries, keys, values
    )
    if letters == 0:
        stop, state, letters = _number_end(data, stop, end, state, digits, entries, keys, values)
        return stop, state, WORD if letters else NUMBER
    if _begins_address(data, stop, end, state, entries, keys, values):
        stop, state = _address_end(data, stop, end, state, entries)
        return stop, state, ADDRESS
    stop, state, more, more_capitals = _word_end(data, stop, end, state, entries, keys, values)
    return stop, state, WORD | _case(letters + more, capitals + more_capitals) << CASE_SHIFT


@kernel
def _case(letters: int, capitals: int) -> int:
    """Tell the case of a word; the first letter counts a thousand times more if it is a capital."""
    if capitals < _FIRST:
        return SMALL
    return CAPITALS if letters > 1 and capitals - _FIRST == letters else INITIAL


@kernel
def scan(
    data: Bytes,
    offsets: Longs,
    entries: Ints,
    keys: Words,
    values: Ints,
    starts: Ints,
    ends: Ints,
    marks: Bytes,
    hashes: Words,
    indptr: Longs,
) -> None:
    """Find the tokens of texts; the arrays to fill have one place for each byte of text.

    `_token` would do alone. What most words are, letters before a space or an elision, is read
    here, without a call, which takes half as long.
    """
    n_tokens = 0
    for text in range(len(offsets) - 1):
        origin, end = offsets[text], offsets[text + 1]
        place, level = origin, 2
        while place < end:
            code, size = _long(data[np.uint64(place)]), 1
            if code >= 0x80:
                code, size = _decode(data, place)
            entry = _long(entries[np.uint64(code)])
            kind = (entry >> CLASS_SHIFT) & CLASS_MASK
            if kind > DIGIT and kind not in (SYMBOL, PERCENT):
                if kind in (STRONG, POINT):
                    level = 2
                elif kind in (WEAK, COMMA):
                    level = max(level, 1)
                place += size
                continue
            stop, state, letters, capitals = place, _SEED, 0, 0
            while kind == LETTER and entry & EXPANDED == 0:
                if entry & CAPITAL:
                    capitals += 1 if letters else 1 + _FIRST
                letters += 1
                state = _step(state, entry & FOLD_MASK)
                stop += size
                if stop == end:
                    kind = STRONG
                    break
                code, size = _long(data[np.uint64(stop)]), 1
                if code >= 0x80:
                    code, size = _decode(data, stop)
                entry = _long(entries[np.uint64(code)])
                kind = (entry >> CLASS_SHIFT) & CLASS_MASK
            case = WORD | _case(letters, capitals) << CASE_SHIFT
            if kind == APOSTROPHE:
                elided = _step(state, 0x27)
                if find(keys, values, _finish(elided)) == ELISION:
                    stop, state = stop + size, elided
                else:
                    stop, state, case = _token(data, place, end, entries, keys, values)
            elif kind == POINT:
                if stop + 1 < end and data[np.uint64(stop + 1)] > 0x20:
                    stop, state, case = _token(data, place, end, entries, keys, values)
            elif kind not in (SPACE, COMMA, STRONG, WEAK) or code == 0x3A:
                stop, state, case = _token(data, place, end, entries, keys, values)
            starts[n_tokens] = place - origin
            ends[n_tokens] = stop - origin
            marks[n_tokens] = case | level << BREAK_SHIFT
            hashes[n_tokens] = _finish(state)
            n_tokens += 1
            place, level = stop, 0
            if place < end and data[np.uint64(place)] == 0x20:
                place += 1
        indptr[text + 1] = n_tokens


@kernel
def _put(out: Bytes, place: int, code: int) -> int:
    """Write a code point in UTF-8 and return the place after it."""
    if code < 0x80:
        out[place] = code
        return place + 1
    if code < 0x800:
        out[place] = 0xC0 | code >> 6
        out[place + 1] = 0x80 | code & 0x3F
        return place + 2
    if code < 0x10000:
        out[place] = 0xE0 | code >> 12
        out[place + 1] = 0x80 | code >> 6 & 0x3F
        out[place + 2] = 0x80 | code & 0x3F
        return place + 3
    out[place] = 0xF0 | code >> 18
    out[place + 1] = 0x80 | code >> 12 & 0x3F
    out[place + 2] = 0x80 | code >> 6 & 0x3F
    out[place + 3] = 0x80 | code & 0x3F
    return place + 4


@kernel
def write_forms(
    data: Bytes,
    starts: Longs,
    ends: Longs,
    limit: int,
    entries: Ints,
    keys: Words,
    values: Ints,
    out: Bytes,
    out_offsets: Longs,
) -> None:
    """Write the folded forms of words and numbers; those longer than the limit are left empty.

    What is to be written must have `limit` + 16 bytes for each form.
    """
    place = 0
    for row in range(len(starts)):
        origin, before, last = place, place, 0
        source, end = starts[row], ends[row]
        while source < end and place - origin <= limit:
            code, size = _decode(data, source)
            source += size
            entry = _long(entries[code])
            kind = (entry >> CLASS_SHIFT) & CLASS_MASK
            if kind in (INVISIBLE, SPACE):
                continue
            if kind == MARK:
                letter = _composed(keys, values, last, code)
                if letter != _ABSENT:
                    last = letter
                    place = _put(out, before, last)
                continue
            if entry & EXPANDED:
                for part in range(EXPANSION):
                    letter = entries[(entry & FOLD_MASK) + part]
                    if letter:
                        before, last = place, _long(letter)
                        place = _put(out, place, last)
                continue
            before, last = place, entry & FOLD_MASK
            if kind == APOSTROPHE:
                last = 0x27
            elif kind == HYPHEN:
                last = 0x2D
            place = _put(out, place, last)
        if place - origin > limit:
            place = origin
        out_offsets[row + 1] = place


@kernel
def hash_folded(data: Bytes, offsets: Longs) -> Words:
    """Hash texts as the scanner hashes a token that is folded to them."""
    hashes = np.empty(len(offsets) - 1, np.uint64)
    for row in range(len(hashes)):
        state, place = _SEED, offsets[row]
        while place < offsets[row + 1]:
            code, size = _decode(data, place)
            state = _step(state, code)
            place += size
        hashes[row] = _finish(state)
    return hashes


@kernel
def _step_both(first: np.uint64, second: np.uint64, code: int) -> tuple[np.uint64, np.uint64]:
    return _step(first, code), (second ^ np.uint64(code)) * _STEP_2


@kernel
def hash_texts(data: Bytes, offsets: Longs, entries: Ints, bare: Ints, out: Words) -> None:
    """Hash what is left of texts without case, accents, punctuation and spacing, on 128 bits."""
    for text in range(len(offsets) - 1):
        first, second = _SEED, _SEED_2
        place, end = offsets[text], offsets[text + 1]
        began, apart = False, False
        while place < end:
            code, size = _decode(data, place)
            place += size
            entry = _long(entries[code])
            kind = (entry >> CLASS_SHIFT) & CLASS_MASK
            if kind in (INVISIBLE, MARK):
                continue
            sign = kind in (SYMBOL, PERCENT)
            if kind > DIGIT and not sign:
                apart = True
                continue
            if began and (apart or sign):
                first, second = _step_both(first, second, 0x20)
            began, apart = True, sign
            plain = _long(bare[code])
            if plain & EXPANDED:
                for part in range(EXPANSION):
                    letter = entries[(plain & FOLD_MASK) + part]
                    if letter:
                        first, second = _step_both(first, second, letter)
            else:
                first, second = _step_both(first, second, plain)
        out[text, 0], out[text, 1] = _finish(first), _finish(second)


@kernel
def count(
    hashes: Words,
    marks: Bytes,
    indptr: Longs,
    first: int,
    n_forms: int,
    slot_keys: Words,
    slot_forms: Ints,
    seen: Longs,
) -> tuple[int, int]:
    """Count the forms of words and numbers, from a text on, as long as there is room.

    `seen` has for each form one of its tokens, its last text, then how many texts, tokens, tokens
    in capitals, tokens inside a sentence, and those of them with an initial. Returns the first
    text that was not counted and how many forms there are.
    """
    mask = len(slot_keys) - 1
    for text in range(first, len(indptr) - 1):
        if n_forms + indptr[text + 1] - indptr[text] > len(seen):
            return text, n_forms
        for token in range(indptr[text], indptr[text + 1]):
            if marks[token] & KIND_MASK > NUMBER:
                continue
            key = hashes[token]
            slot = _long(key & np.uint64(mask))
            while slot_forms[slot] != _ABSENT and slot_keys[slot] != key:
                slot = (slot + 1) & mask
            form = _long(slot_forms[slot])
            if form == _ABSENT:
                form = n_forms
                n_forms += 1
                slot_keys[slot], slot_forms[slot] = key, form
                seen[form, 0], seen[form, 1] = token, _ABSENT
            if seen[form, 1] != text:
                seen[form, 1] = text
                seen[form, 2] += 1
            case = (marks[token] >> CASE_SHIFT) & CASE_MASK
            inside = (marks[token] >> BREAK_SHIFT) & BREAK_MASK < 2
            seen[form, 3] += 1
            seen[form, 4] += case == CAPITALS
            seen[form, 5] += inside
            seen[form, 6] += inside and case == INITIAL
    return len(indptr) - 1, n_forms


@kernel
def label(
    hashes: Words,
    marks: Bytes,
    indptr: Longs,
    keys: Words,
    values: Ints,
    n_lemmas: int,
    reach: int,
    scope: int,
    out: Ints,
) -> None:
    """Give each token its entry in the vocabulary, or -1: the lemma, moved up where negated."""
    for text in range(len(indptr) - 1):
        opened, pending, since, adjacent = -1, 0, 0, False
        for token in range(indptr[text], indptr[text + 1]):
            if marks[token] >> BREAK_SHIFT & BREAK_MASK:
                opened, pending, adjacent = -1, 0, False
            value = find(keys, values, hashes[token])
            role, lemma = PLAIN, -1
            if value >= 0:
                role, lemma = value & ROLE_MASK, (value >> ROLE_BITS) - 1
            if opened >= 0 and token - opened > scope:
                opened = -1
            if adjacent and lemma < 0 and role != LINK:
                pending = 0
            adjacent = False
            if role == OPENER:
                opened = token
            elif role == NEGATOR or (role == CLOSER and opened >= 0):
                pending, since = reach, token
                if opened >= 0:
                    for earlier in range(opened + 1, token):
                        if 0 <= out[earlier] < n_lemmas:
                            out[earlier] += n_lemmas
                            pending = 0
                opened = -1
            elif role == ADJACENT:
                pending, since, adjacent = reach, token, True
            elif role == TURN:
                pending = 0
            elif lemma >= 0 and pending > 0 and token - since <= scope:
                pending -= 1
                lemma += n_lemmas
            out[token] = lemma


@kernel
def gather(
    labels: Ints,
    marks: Bytes,
    indptr: Longs,
    latest: Ints,
    set_indptr: Longs,
    indices: Ints,
    n_words: Longs,
) -> None:
    """Write the labels of each text, sorted and each once, and how many words and numbers it has.

    `latest` has -1 for each entry; `indices` has the place of `labels`.
    """
    n_kept = 0
    for text in range(len(indptr) - 1):
        first, words = n_kept, 0
        for token in range(indptr[text], indptr[text + 1]):
            words += marks[token] & KIND_MASK <= NUMBER
            entry = labels[token]
            if entry >= 0 and latest[entry] != text:
                latest[entry] = text
                indices[n_kept] = entry
                n_kept += 1
        if n_kept - first > _INSERTED:
            n_kept = first
            for entry in range(len(latest)):
                if latest[entry] == text:
                    indices[n_kept] = entry
                    n_kept += 1
        else:
            for row in range(first + 1, n_kept):
                entry, hole = indices[row], row
                while hole > first and indices[hole - 1] > entry:
                    indices[hole] = indices[hole - 1]
                    hole -= 1
                indices[hole] = entry
        set_indptr[text + 1], n_words[text] = n_kept, words


@kernel
def rank(
    labels: Ints, indptr: Longs, set_indptr: Longs, indices: Ints, places: Longs, ranks: Ints
) -> None:
    """Write how many others of its text come before each label of the sets, from 0.

    `places` has room for each entry; `ranks` has -1 for each label of the sets.
    """
    for text in range(len(indptr) - 1):
        for place in range(set_indptr[text], set_indptr[text + 1]):
            places[indices[place]] = place
        n_before = 0
        for token in range(indptr[text], indptr[text + 1]):
            if labels[token] >= 0 and ranks[places[labels[token]]] < 0:
                ranks[places[labels[token]]] = n_before
                n_before += 1
