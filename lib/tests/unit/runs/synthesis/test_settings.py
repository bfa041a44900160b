import pytest

from civiscope.errors import InputError, InputNotFound
from civiscope.runs.synthesis.settings import Settings, read_settings


def written(tmp_path, text):
    path = tmp_path / "synthesis.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_defaults_are_those_of_the_class():
    assert read_settings() == Settings()


def test_settings_are_listed_as_text():
    assert dict(Settings(title="Canal", themes=7).items()) == {
        "title": "Canal",
        "language": "fr",
        "known_percent": "60",
        "themes": "7",
        "sample": "12000",
        "stability_replicates": "5",
        "double": "false",
        "division_draws": "0",
        "interval_replicates": "200",
        "terms": "20",
        "excerpts": "4",
        "rare_ideas": "100",
        "territory": "",
        "rake": "",
    }


def test_territory_and_margins_are_listed_once_as_people_write_them():
    settings = Settings(territory=" 49, 1,2a,49 ,", rake="size, department,size")

    assert settings.within == ("49", "01", "2A")
    assert settings.margins == ("size", "department")


def test_territory_and_margins_are_read_where_they_are_known():
    settings = read_settings(territory="49, 988", rake="department, size")

    assert (settings.within, settings.margins) == (("49", "988"), ("department", "size"))


def test_without_territory_nor_margins_there_are_none():
    assert Settings().within is None
    assert Settings().margins == ()


def test_the_number_of_themes_may_be_left_to_the_program(tmp_path):
    path = written(tmp_path, 'themes = "auto"')

    assert read_settings(path).themes == "auto"
    assert read_settings(path, themes=9).themes == 9
    assert read_settings(themes="auto") == Settings(themes="auto")


def test_file_is_read_and_what_is_given_by_name_prevails(tmp_path):
    path = written(tmp_path, 'title = "Le canal"\nthemes = 20\nterms = 9\n')

    settings = read_settings(path, themes=30, terms=None)

    assert settings == Settings(title="Le canal", themes=30, terms=9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thems = 3", "found thems. Did you mean themes? Known: title, language, known_percent"),
        ("zzz = 3", "found zzz. Known: title"),
        ('themes = "3"', "Expected a whole number or auto for the setting themes."),
        ("themes = true", "Expected a whole number or auto for the setting themes."),
        ('themes = "otto"', "Expected a whole number or auto for the setting themes."),
        ("double = 1", "Expected true or false for the setting double."),
        ("title = 3", "Expected text for the setting title."),
        ("themes = 1", "Expected at least 2 and at most 200 for themes, and found 1."),
        ("themes = 201", "Expected at least 2 and at most 200 for themes, and found 201."),
        ("sample = 99", "Expected at least 100 for sample, and found 99."),
        ('language = "xx"', "xx"),
        ('territory = "49,R52"', "such as 01, 2A, 971 or 988, and found R52."),
        ('rake = "départment"', "to rake to, and found départment. Did you mean department?"),
        ('rake = "age"', "Expected margins among department, region, size to rake to, and found"),
        ("themes 3", "Expected TOML in synthesis.toml"),
        (b'title = "\xe9"', "Expected TOML in synthesis.toml"),
    ],
)
def test_setting_that_cannot_be_used_is_told(tmp_path, text, said):
    with pytest.raises(InputError) as told:
        read_settings(written(tmp_path, text))

    assert said in str(told.value)


@pytest.mark.parametrize("name", ["absent.toml", "."], ids=["absent", "a folder"])
def test_missing_file_is_told(tmp_path, name):
    with pytest.raises(InputNotFound, match="Expected a file of settings"):
        read_settings(tmp_path / name)
