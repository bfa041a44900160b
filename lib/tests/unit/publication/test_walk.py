from civiscope.publication.document import Bullets, Paragraph, Span
from civiscope.publication.walk import spans_of, text_of, with_spans, with_texts

NOTE = Span(text="page 4")
BLOCKS = (
    Paragraph(spans=(Span(text="un", note=(NOTE,)), Span(text="deux"))),
    Bullets(items=((Span(text="trois"),),)),
)


def test_every_stretch_of_text_is_read_in_order_notes_after_what_they_are_about():
    assert [span.text for span in spans_of(BLOCKS)] == ["un", "page 4", "deux", "trois"]


def test_what_is_no_node_holds_no_text():
    assert list(spans_of("words")) == []
    assert text_of(None) == []


def test_each_stretch_of_text_is_changed_notes_too():
    changed = with_spans(BLOCKS, lambda span: Span(text=span.text.upper(), note=span.note))

    assert [span.text for span in spans_of(changed)] == ["UN", "PAGE 4", "DEUX", "TROIS"]


def test_each_text_is_changed():
    changed = with_texts(BLOCKS, str.upper)

    assert [span.text for span in spans_of(changed)] == ["UN", "PAGE 4", "DEUX", "TROIS"]
