"""The agenda as HTML: for a notebook, a telephone and a sheet of paper."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

from attrs import evolve

from commissioning.agenda.agenda import Agenda
from commissioning.casebook import lancashire_homecare, leicester, lewisham
from commissioning.display.agenda import agenda_html, agenda_page

TODAY = date(2023, 4, 1)


class Balanced(HTMLParser):
    """A parser that keeps the elements that are open."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_page_is_whole_and_stands_alone():
    """It is sent by e-mail and opened where nothing can be loaded."""
    page = agenda_page(lewisham.cycle().agenda(TODAY))
    parser = Balanced()
    parser.feed(page)

    assert parser.open == []
    assert "http" not in page
    assert "<script" not in page
    assert 'name="viewport"' in page
    assert "color-scheme:light dark" in page
    assert "@media print" in page


def test_overdue_comes_first_then_the_months_and_last_what_has_no_day():
    """The eye goes from what is late to what can wait."""
    both = Agenda.together([lewisham.cycle().agenda(TODAY), leicester.cycle().agenda(TODAY)])
    html = agenda_html(both)
    heads = [part.split("<")[0] for part in html.split("<h3>")[1:]]

    assert heads[:2] == ["Overdue", "April 2023"]
    assert heads[-1] == "No day set"
    assert "<b>263 days overdue</b>" in html
    assert "In: Domiciliary care in Leicester." in html


def test_items_of_one_sentence_are_one_line():
    """Nine lots with one end are one line that names the others."""
    html = agenda_html(lewisham.cycle().agenda(TODAY))

    assert html.count("Last day to extend contract") == 1
    assert "likewise home-care-N2, home-care-N3" in html


def test_words_from_a_record_are_escaped():
    """What a supplier typed must stay text on the page."""
    found = leicester.cycle().agenda(TODAY)
    item = evolve(found[0], what="<b>x</b>")

    assert "&lt;b&gt;x&lt;/b&gt;" in agenda_html(evolve(found, items=(item,)))


def test_unknown_duties_have_their_place_on_the_page():
    """A page without the notices must say that they are missing."""
    html = agenda_html(lancashire_homecare.cycle().agenda(date(2016, 6, 30)))

    assert "<h3>Not known</h3>" in html
    assert "It is not known which notices are due." in html


def test_notebook_shows_the_page_and_a_terminal_the_text():
    """The value at the end of a cell is the agenda itself."""
    found = leicester.cycle().agenda(TODAY)

    shown = found._repr_mimebundle_()

    assert shown["text/html"] == agenda_html(found)
    assert shown["text/plain"] == str(found)
