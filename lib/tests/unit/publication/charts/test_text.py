from hypothesis import given, settings
from hypothesis import strategies as st

from civiscope.publication.charts.text import text_width, wrap

small = settings(max_examples=200, deadline=None, derandomize=True)
texts = st.text("abil mwAÉ’-1œ\u00a0", max_size=60)


def test_widths_are_those_of_the_typeface_rounded_up():
    # Measured with the typeface itself at weight 600 and size 10.
    measured = {
        "Interventions": 58.08,
        "Maine-et-Loire": 62.95,
        "Événements": 53.09,
        "1\u202f234": 21.72,
    }

    for text, width in measured.items():
        assert width <= text_width(text, 10) <= 1.15 * width


def test_a_text_that_fits_stays_on_one_line():
    assert wrap("Budget participatif", 12, 200) == ["Budget participatif"]


def test_a_text_is_broken_between_words_but_not_at_a_no_break_space():
    assert wrap("Plus de 250\u00a0participants venus", 12, 110) == [
        *["Plus de", "250\u00a0participants", "venus"]
    ]


def test_a_word_wider_than_its_room_is_cut():
    assert wrap("Anticonstitutionnellement", 12, 80) == ["Anticonstituti", "onnellement"]


@small
@given(texts, st.integers(10, 300))
def test_lines_hold_the_whole_text_and_stay_in_their_room(text, room):
    lines = wrap(text, 10, room)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 10) <= room or len(line) == 1 for line in lines)
