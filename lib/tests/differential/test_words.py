"""The fast ways to stems and edit distances give what the plain ways give."""

from importlib import import_module
from itertools import product
from threading import Thread

import snowballstemmer
from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.corpus import STOP_WORDS, stems, within_one_edit

small = settings(max_examples=300, deadline=None, derandomize=True)


def distance(a, b):
    """Count the edits from one word to another, neighbours swapped counting for one."""
    rows = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, j in product(range(1, len(a) + 1), range(1, len(b) + 1)):
        changed = a[i - 1] != b[j - 1]
        choices = [rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + changed]
        if min(i, j) > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
            choices.append(rows[i - 2, j - 2] + 1)
        rows[i, j] = min(choices)
    return rows[len(a), len(b)]


@small
@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_edit_is_a_distance_of_one(a, b):
    assert within_one_edit(a, b) is (distance(a, b) <= 1)


def test_stemmers_in_c_and_in_python_agree():
    vocabulary = [
        *STOP_WORDS,
        *["consultations", "citoyennes", "numeriques", "regionaux", "cities"],
    ]
    for language in ("french", "english"):
        fast = snowballstemmer.stemmer(language)
        module = import_module(f"snowballstemmer.{language}_stemmer")
        slow = getattr(module, f"{language.title()}Stemmer")()

        assert fast.stemWords(vocabulary) == slow.stemWords(vocabulary)


def test_threads_do_not_disturb_one_another():
    vocabulary = [
        f"consult{letters}ations" for letters in map("".join, product("abcdef", repeat=3))
    ]
    expected = {word: stems.__wrapped__(word) for word in vocabulary}
    found = [{} for _ in range(4)]

    def stem_all(results):
        results.update({word: stems.__wrapped__(word) for word in vocabulary})

    threads = [Thread(target=stem_all, args=(results,)) for results in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 4
