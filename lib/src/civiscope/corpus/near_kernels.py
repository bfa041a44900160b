# ruff: noqa: PLR0913, PLR0917, PLR2004
# A compiled loop is one function over many arrays, for a call costs more than what it does; and
# the numbers it compares with are those of UTF-8.
"""The compiled loops that compare texts: over bytes and hashes, never over Python objects.

Everything compiled here stands in this one file, the reading of UTF-8 included, for numba's cache
follows the file in which a kernel stands. Text is UTF-8 that was validated before. Hashes are
64-bit words that wrap around. The kernels also run as plain Python, which the tests use.
"""

import numpy as np
from numpy.typing import NDArray

from civiscope.corpus.kernels import kernel

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Shorts = NDArray[np.uint32]
Words = NDArray[np.uint64]

SHINGLE = 5
"""Characters of a shingle."""
BANDS, BAND_ROWS = 21, 6
VALUES = BANDS * BAND_ROWS

# What the table of plain characters says of a code point: nothing of it is kept, it separates, or
# the character that stands for it, with the row of its letters if it has several.
SKIPPED, APART = -1, -2
SIGN = 1 << 22
SEVERAL = 1 << 23
PLAIN_MASK = 0x1FFFFF

# Odd multipliers with about as many ones as zeros; any such would do, but they never change.
_STEP = np.uint64(0x9FB21C651E98DF25)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_MIX_2 = np.uint64(0xC4CEB9FE1A85EC53)
_TURN = np.uint64(0x9E3779B97F4A7C15)
# What the oldest of the last six characters has been multiplied by.
_LEAVING = np.uint64(pow(int(_STEP), SHINGLE + 1, 1 << 64))
_VALUES = np.uint64(VALUES)
_33 = np.uint64(33)
_32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


@kernel
def _long(value: np.uint8 | np.int32 | np.uint64) -> int:
    """Widen a number; what is compiled must not mix 64 bits with and without sign."""
    return np.int64(value)  # type: ignore[return-value] # numba's name for int


@kernel
def _mixed(state: np.uint64) -> np.uint64:
    state = (state ^ (state >> _33)) * _MIX
    state = (state ^ (state >> _33)) * _MIX_2
    return state ^ (state >> _33)


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
def read_plain(
    data: Bytes, start: int, end: int, plain: Ints, parts: Ints, codes: Ints
) -> tuple[int, int]:
    """Write the normalised text as code points; return how many, and how many words it has."""
    n_codes, n_words = 0, 0
    apart, after_sign = False, False
    place = start
    while place < end:
        code, size = _decode(data, place)
        place += size
        entry = _long(plain[code])
        if entry == SKIPPED:
            continue
        if entry == APART:
            apart = True
            continue
        sign = entry & SIGN != 0
        if n_codes == 0 or apart or sign or after_sign:
            if n_codes:
                codes[n_codes] = 0x20
                n_codes += 1
            n_words += not sign
        apart, after_sign = False, sign
        if entry & SEVERAL:
            for column in range(parts.shape[1]):
                letter = parts[entry & PLAIN_MASK, column]
                if letter:
                    codes[n_codes] = letter
                    n_codes += 1
        else:
            codes[n_codes] = entry & PLAIN_MASK
            n_codes += 1
    return n_codes, n_words


@kernel
def _cut(codes: Ints, n_codes: int, shingles: Words) -> int:
    """Write the hash of each shingle, repeated ones too; return how many there are."""
    state = np.uint64(0)
    for place in range(n_codes):
        state = (state + np.uint64(codes[place])) * _STEP
        if place >= SHINGLE:
            state -= np.uint64(codes[place - SHINGLE]) * _LEAVING
        if place >= SHINGLE - 1:
            shingles[place - SHINGLE + 1] = _mixed(state)
    return max(0, n_codes - SHINGLE + 1)


@kernel
def _mask(n_codes: int) -> int:
    """Return the last slot of a table that is at most half full, slots being a power of two."""
    mask = 15
    while mask < 2 * n_codes:
        mask = 2 * mask + 1
    return mask


@kernel
def _slot(slots: Words, stamps: Longs, mask: int, stamp: int, shingle: np.uint64) -> int:
    """Find where a shingle stands, or where it would, in the table of the text with a stamp."""
    slot = _long(shingle & np.uint64(mask))
    while stamps[slot] == stamp and slots[slot] != shingle:
        slot = (slot + 1) & mask
    return slot


@kernel
def _gather(
    codes: Ints, n_codes: int, slots: Words, stamps: Longs, stamp: int, shingles: Words
) -> int:
    """Put the shingles of a text in a table and in a list, each once; return how many."""
    mask, n_kept = _mask(n_codes), 0
    for place in range(_cut(codes, n_codes, shingles)):
        shingle = shingles[place]
        slot = _slot(slots, stamps, mask, stamp, shingle)
        if stamps[slot] != stamp:
            slots[slot], stamps[slot] = shingle, stamp
            shingles[n_kept] = shingle
            n_kept += 1
    return n_kept


@kernel
def _sketch(shingles: Words, n_shingles: int, values: Words) -> None:
    """Fill the values of a text, turn by turn, as long as one of them is empty.

    The turn stands above the 32 bits of a value, so that a later one never takes its place.
    """
    values[:] = _EMPTY
    n_empty, turn = VALUES, 0
    while n_empty:
        above, added = np.uint64(turn) << _32, np.uint64(turn) * _TURN
        for row in range(n_shingles):
            state = _mixed(shingles[row] + added)
            place = _long(((state >> _32) * _VALUES) >> _32)
            if turn >= VALUES:
                # The rest one by one, so that a text with few shingles comes to an end.
                place = turn - VALUES
            # Without a branch, which could not be foreseen.
            values[place] = min(values[place], above | state & _LOW)
        n_empty = 0
        for place in range(VALUES):
            n_empty += values[place] == _EMPTY
        turn += 1


@kernel
def sign(
    data: Bytes,
    offsets: Longs,
    rows: Longs,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    slots: Words,
    stamps: Longs,
    min_words: int,
    n_words: Ints,
    n_shingles: Ints,
    sketches: Bytes,
    keys: Shorts,
) -> None:
    """Count the words of texts; of long ones, count the shingles and write what they share."""
    shingles = np.empty(len(codes), np.uint64)
    values = np.empty(VALUES, np.uint64)
    for text in range(len(rows)):
        row = rows[text]
        n_codes, words = read_plain(data, offsets[row], offsets[row + 1], plain, parts, codes)
        n_words[text], n_shingles[text] = words, 0
        if words < min_words:
            continue
        n_kept = _gather(codes, n_codes, slots, stamps, text + 1, shingles)
        n_shingles[text] = n_kept
        _sketch(shingles, n_kept, values)
        for band in range(BANDS):
            state = np.uint64(band)
            for column in range(BAND_ROWS):
                place = band * BAND_ROWS + column
                value = values[place] & _LOW
                # Two values a byte, four bits each.
                half = (value & np.uint64(0xF)) << np.uint64(4 * (place % 2))
                sketches[text, place // 2] |= np.uint8(half)
                state = _mixed(state * _STEP + value)
            keys[text, band] = np.uint32(state & _LOW)


@kernel
def _agreements(sketches: Bytes, first: int, second: int) -> int:
    n_equal = 0
    for place in range(sketches.shape[1]):
        differing = sketches[first, place] ^ sketches[second, place]
        n_equal += (differing & 0x0F) == 0
        n_equal += (differing & 0xF0) == 0
    return n_equal


@kernel
def _met_before(keys: Shorts, whole: Shorts, first: int, second: int, band: int) -> bool:
    """Tell whether an earlier band compared two texts: in a bucket where all were compared."""
    for earlier in range(band):
        met = keys[first, earlier] == keys[second, earlier]
        if met and whole[first] >> np.uint32(earlier) & np.uint32(1):
            return True
    return False


@kernel
def collide(
    texts: Ints,
    band: int,
    reach: int,
    least: int,
    threshold: float,
    n_shingles: Ints,
    sketches: Bytes,
    keys: Shorts,
    whole: Shorts,
    start: int,
    pairs: Longs,
) -> tuple[int, int]:
    """List the pairs of a band that may be alike: of each text with those next to it.

    `texts` stand in the order of their keys. A pair is its smaller number times 2³², plus the
    other. Goes on from `start` as long as there is room; returns where it stopped and how many
    pairs there are.
    """
    n_pairs, row = 0, start
    while row < len(texts) and n_pairs + reach <= len(pairs):
        first = texts[row]
        for other in range(row + 1, min(row + 1 + reach, len(texts))):
            second = texts[other]
            if keys[first, band] != keys[second, band]:
                break
            fewer, more = n_shingles[first], n_shingles[second]
            if fewer > more:
                fewer, more = more, fewer
            if fewer < threshold * more or _met_before(keys, whole, first, second, band):
                continue
            if _agreements(sketches, first, second) >= least:
                pairs[n_pairs] = _long(min(first, second)) << 32 | _long(max(first, second))
                n_pairs += 1
        row += 1
    return row, n_pairs


@kernel
def _load(
    data: Bytes,
    start: int,
    end: int,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    slots: Words,
    stamps: Longs,
    counted: Longs,
    shingles: Words,
    stamp: int,
) -> int:
    """Put the shingles of a text in the table, none of them counted; return its last slot."""
    n_codes, _ = read_plain(data, start, end, plain, parts, codes)
    mask = _mask(n_codes)
    for place in range(_cut(codes, n_codes, shingles)):
        shingle = shingles[place]
        slot = _slot(slots, stamps, mask, stamp, shingle)
        slots[slot], stamps[slot], counted[slot] = shingle, stamp, 0
    return mask


@kernel
def _shared(
    data: Bytes,
    start: int,
    end: int,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    slots: Words,
    stamps: Longs,
    counted: Longs,
    shingles: Words,
    stamp: int,
    mask: int,
    turn: int,
) -> int:
    """Count the distinct shingles that a text shares with the one in the table."""
    n_codes, _ = read_plain(data, start, end, plain, parts, codes)
    n_shared = 0
    for place in range(_cut(codes, n_codes, shingles)):
        slot = _slot(slots, stamps, mask, stamp, shingles[place])
        if stamps[slot] == stamp and counted[slot] != turn:
            counted[slot] = turn
            n_shared += 1
    return n_shared


@kernel
def overlaps(
    data: Bytes,
    offsets: Longs,
    rows: Longs,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    slots: Words,
    stamps: Longs,
    pairs: Longs,
    shared: Ints,
) -> None:
    """Count the shingles that the texts of each pair share; the pairs are as `collide` has them.

    They stand by their first, which is read once.
    """
    counted, shingles = np.zeros(len(slots), np.int64), np.empty(len(codes), np.uint64)
    loaded, mask = -1, 0
    for row in range(len(pairs)):
        first, second = rows[pairs[row] >> 32], rows[pairs[row] & 0xFFFFFFFF]
        if first != loaded:
            loaded = first
            start, end = offsets[first], offsets[first + 1]
            mask = _load(
                data, start, end, plain, parts, codes, slots, stamps, counted, shingles, row + 1
            )
            stamp = row + 1
        shared[row] = _shared(
            data,
            offsets[second],
            offsets[second + 1],
            plain,
            parts,
            codes,
            slots,
            stamps,
            counted,
            shingles,
            stamp,
            mask,
            row + 1,
        )


@kernel
def surround(links: Longs, n_answers: Longs) -> tuple[Longs, Ints, Longs]:
    """List the texts that each text is linked to, and count the answers around it, with its own.

    Returns where the texts linked to each one start, these texts, and the answers.
    """
    indptr = np.zeros(len(n_answers) + 1, np.int64)
    around = n_answers.copy()
    for code in links:
        first, second = code >> 32, code & 0xFFFFFFFF
        indptr[first + 1] += 1
        indptr[second + 1] += 1
        around[first] += n_answers[second]
        around[second] += n_answers[first]
    indptr = np.cumsum(indptr)
    neighbours, filled = np.empty(2 * len(links), np.int32), indptr[:-1].copy()
    for code in links:
        first, second = code >> 32, code & 0xFFFFFFFF
        neighbours[filled[first]], neighbours[filled[second]] = second, first
        filled[first] += 1
        filled[second] += 1
    return indptr, neighbours, around


@kernel
def gather_stars(
    data: Bytes,
    offsets: Longs,
    rows: Longs,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    slots: Words,
    stamps: Longs,
    n_shingles: Ints,
    indptr: Longs,
    neighbours: Ints,
    order: Longs,
    threshold: float,
    centres: Longs,
) -> None:
    """Give each text its centre: in order, a text without one takes all that it can reach.

    It reaches a text without a centre that is linked to it or to one it took, and that shares
    enough with the centre itself. `centres` are -1 at first.
    """
    counted, shingles = np.zeros(len(slots), np.int64), np.empty(len(codes), np.uint64)
    queue = np.empty(len(order), np.int64)
    asked = np.full(len(centres), -1, np.int64)
    turn = 0
    for place in range(len(order)):
        centre = order[place]
        if centres[centre] >= 0:
            continue
        centres[centre] = centre
        queue[0], n_queued, done = centre, 1, 0
        stamp, mask = place + 1, 0
        while done < n_queued:
            text = queue[done]
            done += 1
            for link in range(indptr[text], indptr[text + 1]):
                other = _long(neighbours[link])
                if centres[other] >= 0 or asked[other] == centre:
                    continue
                asked[other] = centre
                if text != centre:
                    if mask == 0:
                        row = rows[centre]
                        start, end = offsets[row], offsets[row + 1]
                        mask = _load(
                            data,
                            start,
                            end,
                            plain,
                            parts,
                            codes,
                            slots,
                            stamps,
                            counted,
                            shingles,
                            stamp,
                        )
                    turn += 1
                    row = rows[other]
                    n_shared = _shared(
                        data,
                        offsets[row],
                        offsets[row + 1],
                        plain,
                        parts,
                        codes,
                        slots,
                        stamps,
                        counted,
                        shingles,
                        stamp,
                        mask,
                        turn,
                    )
                    union = n_shingles[centre] + n_shingles[other] - n_shared
                    if n_shared < threshold * union:
                        continue
                centres[other] = centre
                queue[n_queued] = other
                n_queued += 1


@kernel
def _runs(codes: Ints, n_codes: int, length: int, words: Words, runs: Words) -> int:
    """Write the hash of each run of so many words; return how many runs there are."""
    n_words, state = 0, np.uint64(0)
    for place in range(n_codes + 1):
        if place < n_codes and codes[place] != 0x20:
            state = (state + np.uint64(codes[place])) * _STEP
        else:
            words[n_words], state = _mixed(state), np.uint64(0)
            n_words += 1
    n_runs = max(0, n_words - length + 1)
    for first in range(n_runs):
        state = np.uint64(0)
        for word in range(first, first + length):
            state = (state + words[word]) * _STEP
        runs[first] = _mixed(state)
    return n_runs


@kernel
def common_runs(
    data: Bytes,
    offsets: Longs,
    rows: Longs,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    slots: Words,
    stamps: Longs,
    members: Longs,
    starts: Longs,
    weights: Longs,
    length: int,
    hashes: Words,
    groups: Longs,
    places: Longs,
    inside: Longs,
) -> int:
    """List the runs of words of each group's first text that half of the group has.

    The members of group i are those from `starts[i]` to `starts[i + 1]`. Writes the hash of each
    run, its group, its place in the text and the weight of the members that have it; returns how
    many runs there are.
    """
    words, runs = np.empty(len(codes) + 1, np.uint64), np.empty(len(codes) + 1, np.uint64)
    latest, sums = np.zeros(len(slots), np.int64), np.zeros(len(slots), np.int64)
    turn, n_kept = 0, 0
    for group in range(len(starts) - 1):
        mask, total, stamp = 0, 0, group + 1
        for place in range(starts[group], starts[group + 1]):
            text = rows[members[place]]
            n_codes, _ = read_plain(data, offsets[text], offsets[text + 1], plain, parts, codes)
            n_runs = _runs(codes, n_codes, length, words, runs)
            is_first = place == starts[group]
            if is_first:
                mask = _mask(n_runs)
            total += weights[place]
            turn += 1
            for run in range(n_runs):
                slot = _slot(slots, stamps, mask, stamp, runs[run])
                if is_first and stamps[slot] != stamp:
                    slots[slot], stamps[slot], latest[slot], sums[slot] = runs[run], stamp, 0, 0
                if stamps[slot] == stamp and latest[slot] != turn:
                    latest[slot] = turn
                    sums[slot] += weights[place]
        text = rows[members[starts[group]]]
        n_codes, _ = read_plain(data, offsets[text], offsets[text + 1], plain, parts, codes)
        for run in range(_runs(codes, n_codes, length, words, runs)):
            shared = sums[_slot(slots, stamps, mask, stamp, runs[run])]
            if 2 * shared >= total:
                hashes[n_kept], groups[n_kept] = runs[run], group
                places[n_kept], inside[n_kept] = run, shared
                n_kept += 1
    return n_kept


@kernel
def _entry(keys: Words, entries: Ints, run: np.uint64) -> int:
    """Find where a run stands, or where it would, in a table of runs."""
    mask = len(keys) - 1
    slot = _long(run & np.uint64(mask))
    while entries[slot] >= 0 and keys[slot] != run:
        slot = (slot + 1) & mask
    return slot


@kernel
def index_runs(hashes: Words) -> tuple[Words, Ints]:
    """Build a table of runs, which are distinct: their hashes and their numbers, -1 for none."""
    mask = _mask(len(hashes))
    keys, entries = np.zeros(mask + 1, np.uint64), np.full(mask + 1, -1, np.int32)
    for entry in range(len(hashes)):
        slot = _entry(keys, entries, hashes[entry])
        keys[slot], entries[slot] = hashes[entry], entry
    return keys, entries


@kernel
def count_runs(
    data: Bytes,
    offsets: Longs,
    rows: Longs,
    plain: Ints,
    parts: Ints,
    codes: Ints,
    keys: Words,
    entries: Ints,
    weights: Longs,
    length: int,
    totals: Longs,
) -> None:
    """Add up the weights of all texts that have each run of a table; `totals` are 0 at first."""
    words, runs = np.empty(len(codes) + 1, np.uint64), np.empty(len(codes) + 1, np.uint64)
    latest = np.full(len(totals), -1, np.int32)
    for text in range(len(rows)):
        start, end = offsets[rows[text]], offsets[rows[text] + 1]
        n_codes, _ = read_plain(data, start, end, plain, parts, codes)
        for run in range(_runs(codes, n_codes, length, words, runs)):
            entry = entries[_entry(keys, entries, runs[run])]
            if entry >= 0 and latest[entry] != text:
                latest[entry] = text
                totals[entry] += weights[text]
