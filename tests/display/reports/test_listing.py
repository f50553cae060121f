"""The list of many cycles: what a row shows, what a search finds, and the page in between."""

from datetime import date

import pytest

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.display.reports.listing import ON_A_PAGE, Listed, Wanted, list_page, words_page
from commissioning.errors import RecordError
from commissioning.records.parties import Authority
from commissioning.stages import Stage


@pytest.fixture(scope="module")
def lewishams():
    return Listed.of("lewisham", lewisham.cycle())


def rows(number):
    return [Listed(name=f"P{at}", title=f"Home care, {at}") for at in range(1, number + 1)]


def shown(page):
    """The names that the rows of a page link to."""
    return [part.split('"')[0] for part in page.split('<a href="cycle?of=')[1:]]


def test_row_holds_what_people_look_for(lewishams, awarded):
    """The director knows the provider, the officer the reference, the auditor the day."""
    row = Listed.of("care", awarded, date(2026, 1, 1))
    assert row.title == awarded.title
    assert row.providers == ("alder",)
    assert row.stages == tuple(dict.fromkeys(awarded.stages.values()))
    assert lewishams.buyers == ("London Borough of Lewisham",)
    assert lewishams.last_on == lewisham.cycle().last_on


def test_row_is_as_of_its_day():
    """A list for the auditor is of the day of the decision."""
    row = Listed.of("lewisham", lewisham.cycle(), date(2022, 6, 1))
    assert row.last_on is not None
    assert row.last_on <= date(2022, 6, 1)
    assert row.stages == (lewisham.cycle().as_of(date(2022, 6, 1)).stage,)
    assert row.due_on is not None


def test_cycle_without_records_is_a_row_too():
    """A cycle that was begun this morning is looked for this afternoon."""
    row = Listed.of("new", Cycle("New", buyers=(Authority(reference="a", name="Anyborough"),)))
    assert (row.buyers, row.last_on, row.due_on) == (("Anyborough",), None, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["a", "b", "c"]),
        ({"q": "  "}, ["a", "b", "c"]),
        ({"q": "CAFÉ"}, ["a"]),
        ({"q": "cafe\u0301"}, ["a"]),
        ({"q": "home anyborough"}, ["b"]),
        ({"q": "home other"}, []),
        ({"q": "cut short"}, ["c"]),
        ({"stage": "award"}, ["a"]),
        ({"stage": "needs"}, ["b"]),
        ({"stage": "needs", "q": "café"}, []),
        ({"due": "2026-05-01"}, ["a"]),
        ({"due": "2026-04-30"}, []),
        ({"unread": "yes"}, ["c"]),
        ({"unread": "yes", "q": "home"}, []),
    ],
)
def test_search_finds_the_rows_that_meet_every_condition(query, found):
    """Whoever searches trusts that what is not shown is not there."""
    many = (
        Listed(name="a", title="Café", stages=(Stage.AWARD, Stage.ITT), due_on=date(2026, 5, 1)),
        Listed(name="b", title="Home", buyers=("Anyborough Council",), stages=(Stage.NEEDS,)),
        Listed(name="c", problem="line 1: it may have been cut short"),
    )
    assert [row.name for row in many if Wanted.of(query).matches(row)] == found


def test_address_that_means_nothing_is_refused_with_every_reason():
    """A link that was mistyped in a letter is mended in one go."""
    with pytest.raises(RecordError) as refused:
        Wanted.of({"stage": "awrd", "page": "0", "due": "1/5/2026"})
    assert refused.value.problems == (
        'stage: there is no stage "awrd"; did you mean "award"?',
        'page: "0" is not the number of a page; give 1 or more',
        'due: "1/5/2026" is not a day; write it as 2022-11-14',
    )
    for page in ("-1", "x", "9" * 99, "²"):
        with pytest.raises(RecordError, match="not the number of a page"):
            Wanted.of({"page": page})


def test_long_list_goes_on_to_further_pages_with_the_same_search(checked_form):
    """Ten thousand cycles in one page would stop the browser."""
    many = rows(2 * ON_A_PAGE + 1)
    first = list_page(many, Wanted.of({"q": "home & care"}), "x")
    assert shown(first) == []
    first = list_page(many, Wanted.of({"q": "home"}), "x")
    words = checked_form(first)
    assert "201 cycles; this page shows 1 to 100." in words
    assert len(shown(first)) == ON_A_PAGE
    assert 'href="?q=home&amp;page=2">Later' in first
    assert "Earlier" not in first
    last = list_page(many, Wanted.of({"q": "home", "page": "3"}), "x")
    assert shown(last) == ["P201"]
    assert 'href="?q=home&amp;page=2">Earlier' in last
    assert "Later" not in last
    beyond = list_page(many, Wanted.of({"page": "9"}), "x")
    assert "201 cycles; this page begins after the last of them." in beyond
    assert 'href="?page=3">Earlier' in beyond


def test_page_keeps_what_was_asked(checked_form):
    """Who goes on to the next page, or mends a search, begins from the one before."""
    wanted = Wanted.of({"q": '"x" <b>', "stage": "itt", "due": "2026-05-01", "unread": "yes"})
    page = list_page(rows(2), wanted, "x")
    checked_form(page)
    assert 'value="&quot;x&quot; &lt;b&gt;"' in page
    assert '<option value="itt" selected>' in page
    assert 'name="due" value="2026-05-01"' in page
    assert "checked" in page
    assert wanted.query(2) == "q=%22x%22+%3Cb%3E&stage=itt&due=2026-05-01&page=2&unread=yes"
    again = {"q": '"x" <b>', "stage": "itt", "due": "2026-05-01", "unread": "yes"}
    assert Wanted.of(again) == wanted


def test_unreadable_cycle_is_a_row_with_its_reason(checked_form):
    """A file left out in silence would be missing from the list that the director signs."""
    many = [*rows(1), Listed(name="bad", problem="line 1: <cut> short")]
    page = list_page(many, Wanted(), "cycles/")
    words = checked_form(page)
    assert "2 cycles. 1 of them cannot be read." in words
    assert "bad cannot be read: line 1: <cut> short" in words
    assert shown(page) == ["P1", "bad"]


def test_cycles_of_one_title_show_their_reference_and_name(checked_form):
    """Two copies of a file looked alike."""
    many = [
        Listed(name="P1", title="Home care", reference="P1"),
        Listed(name="old/P1", title="Home care", reference="P1"),
        Listed(name="lost", title="Home care"),
    ]
    words = checked_form(list_page(many, Wanted(), "cycles/"))
    assert "Home care P1 Home care P1 old/P1 Home care lost" in words


@pytest.mark.parametrize(
    ("many", "query", "words"),
    [
        (0, {}, "There is no cycle here yet."),
        (1, {"q": "x"}, "0 of 1 cycle match; remove a condition to see more."),
        (3, {"q": "care, 2"}, "1 of 3 cycles matches."),
    ],
)
def test_count_says_how_many_there_are(many, query, words, checked_form):
    """An empty page must not look like a council without contracts."""
    assert words in checked_form(list_page(rows(many), Wanted.of(query), "x"))


def test_typed_title_stays_text_in_the_listing(checked_form):
    """A title typed by one person is read in another's browser."""
    evil = Listed(
        name='"><script>', title="<script>alert(1)</script>", reference="<i>", buyers=("<b>",),
        providers=("&",), due_on=date(2026, 1, 1), due="<u>",
    )  # fmt: skip
    words = checked_form(list_page([evil], Wanted(), "<s>"))
    assert '<script>alert(1)</script> <i> "><script> <b> & 1 January 2026: <u>' in words
    assert "<s>" in words


def test_page_of_words_leads_back(checked_form):
    """A dead end in a browser is a telephone call."""
    page = words_page("There is no such page", "No cycle <x>.")
    assert "No cycle <x>." in checked_form(page)
    assert '<a href="./">All cycles</a>' in page
