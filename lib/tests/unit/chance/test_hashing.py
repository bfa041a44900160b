import numpy as np

from civiscope.chance.hashing import mix

MASK = 2**64 - 1


def splitmix(key, seed):
    """Write the finaliser with Python's whole numbers."""
    state = key ^ (seed * 0x9E3779B97F4A7C15 & MASK)
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB & MASK
    return state ^ (state >> 31)


def test_keys_are_mixed_by_the_published_function():
    keys = [0, 1, 2**63, MASK]

    mixed = mix(np.array(keys, dtype=np.uint64), seed=MASK)

    assert mixed.tolist() == [splitmix(key, MASK) for key in keys]


def test_seeds_order_keys_in_different_ways():
    keys = np.arange(1000, dtype=np.uint64)

    first, second = (mix(keys, seed=seed).argsort() for seed in (1, 2))

    assert sorted(first) == sorted(second) == list(range(1000))
    assert (first == second).mean() < 0.02
