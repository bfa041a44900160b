"""Settings of opinion groups."""

import pytest

from civiscope.errors import InputError
from civiscope.runs.opinion.settings import Settings, read_settings


def test_those_given_by_name_prevail(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('mode = "legacy"\nshuffles = 39\n')

    assert read_settings(path, mode="improved", title=None) == Settings(shuffles=39)


@pytest.mark.parametrize(("name", "value"), [("mode", "other"), ("language", "de")])
def test_unknown_choices_are_refused(name, value):
    with pytest.raises(InputError, match=f"for {name}"):
        read_settings(**{name: value})


def test_bounds_hold():
    with pytest.raises(InputError, match="at least 19 for shuffles"):
        read_settings(shuffles=3)
