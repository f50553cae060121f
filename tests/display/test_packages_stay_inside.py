"""Packages of care in views that leave the council: their references and small counts are in none."""

import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning import (
    Cycle,
    FrameworkOpened,
    LotRule,
    Offer,
    OfferAnswer,
    PackageEnded,
    PackagePlaced,
    RankedFirstRefusal,
    RankedListIssued,
    RankedPlace,
    Rotation,
    Route,
    pounds,
)
from commissioning.contracts.frameworks import next_offer, placed_on, shown_counts
from commissioning.contracts.register import contracts_register
from commissioning.display import cycle_html, cycle_text
from commissioning.display.frameworks import placements_svg
from commissioning.display.reports import award_report, standing_report
from commissioning.display.reports.page import report_markdown, report_page
from commissioning.display.reports.report import Readership
from commissioning.interchange.icalendar import to_ics
from commissioning.interchange.ocds import releases, written_losses
from commissioning.portfolio import framework_position, tables
from commissioning.testing import Scenario, story

LOTS, NAMES = ("N1", "N2"), ("alder", "birch", "cedar")
MARK = "zq"
"""The start of every package reference; no other text has it."""
OPENED = story(Scenario(route=Route.framework(), lots=LOTS, providers=NAMES), after=FrameworkOpened)
FIRST = OPENED.last_on or date.max
LATER = FIRST + timedelta(days=30)

packages = st.lists(
    st.tuples(st.sampled_from(LOTS), st.sampled_from(NAMES), st.booleans(), st.booleans()),
    max_size=16,
)


def framework(drawn, rule=None):
    """The framework with these packages placed: lot, member, whether another refused, whether it ended."""
    line = list(OPENED.records)
    if rule is not None:
        terms = line[-1].terms
        line[-1] = type(line[-1])(
            on=line[-1].on, members=line[-1].members,
            terms=type(terms)(term=terms.term, call_offs=(LotRule(rule=rule),)),
        )  # fmt: skip
    line.append(
        RankedListIssued(
            on=FIRST, from_on=FIRST,
            places=tuple(RankedPlace(provider=name, rank=n) for n, name in enumerate(NAMES, 1)),
        )
    )  # fmt: skip
    for number, (lot, name, refused, ended) in enumerate(drawn):
        other = NAMES[NAMES.index(name) - 1]
        no = Offer(provider=other, answer=OfferAnswer.REFUSED, because="no capacity")
        line.append(
            PackagePlaced(
                on=FIRST, package=f"{MARK}-{number}", provider=name, lots=(lot,), hours_a_week=7,
                contract=f"C-{lot}-{name}", rate=pounds("21.40"), from_on=FIRST,
                offers=(no,) if refused else (), note="placed from hospital",
            )
        )  # fmt: skip
        if ended:
            line.append(PackageEnded(on=FIRST, package=f"{MARK}-{number}", because="moved"))
    return Cycle.audit("Home care framework", line, buyers=OPENED.buyers, reference="F1")


def leaving(audit):
    """Every view that others read, by name, as text."""
    cycle, position = audit.cycle, framework_position(audit.cycle, on=LATER)
    register = contracts_register(cycle.ledger, LATER)
    agenda = cycle.agenda(LATER, timedelta(days=400))
    reports = [
        *(award_report(cycle, LATER, part) for part in Readership),
        standing_report(cycle, LATER),
    ]
    views = {
        "releases": json.dumps(releases(cycle)) + str(written_losses(cycle)),
        "register": register.to_csv() + register.to_html(),
        "agenda": f"{agenda}{agenda!r}{agenda.table().to_csv()}{to_ics(agenda)}",
        "records": f"{cycle.records}{cycle.records!r}{cycle.records.table().to_csv()}",
        "each record": "".join(f"{each!r}{each.described()}" for each in cycle.records),
        "cycle": f"{cycle}{cycle!r}{cycle_text(cycle, LATER)}{cycle_html(cycle, LATER)}",
        "findings": f"{audit.findings}{audit.findings.table().to_csv()}",
        "position": f"{position}{position!r}{position.table().to_csv()}{position._repr_html_()}",
        "next offer": "".join(str(next_offer(cycle, lot, on=LATER)) for lot in LOTS),
    }
    views |= {f"report {n}": report_page(r) + report_markdown(r) for n, r in enumerate(reports)}
    views |= {f"picture {lot}": placements_svg(cycle, lot, on=LATER) for lot in LOTS}
    return views | {f"table {n}": t.to_csv() for n, t in tables((audit,), LATER).items()}


@settings(max_examples=12, deadline=None)
@given(drawn=packages, rule=st.sampled_from((RankedFirstRefusal(), Rotation())))
def test_no_view_that_leaves_holds_a_package_reference(drawn, rule):
    """A reference that is joined with another list is a person, an address and a need."""
    for name, text in leaving(framework(drawn, rule)).items():
        assert MARK not in text, name


def shown(text):
    """The counts of a picture's description or a table's column that are shown as numbers."""
    return [int(number) for number in re.findall(r"(\d+) (?:placed|refused)", text)]


@settings(max_examples=30, deadline=None)
@given(drawn=packages)
def test_no_view_that_leaves_shows_a_small_count(drawn):
    """Three packages in a district can be three neighbours."""
    cycle = framework(drawn).cycle
    running = placed_on(cycle.ledger, LATER).values()
    counts = {lot: sum(each.lot == lot for each in running) for lot in LOTS}
    by_lot = {row[0]: row[2] for row in framework_position(cycle, on=LATER).table().rows}
    for lot, count in counts.items():
        assert by_lot[lot] == ("fewer than 5" if 0 < count < 5 else str(count))
        assert all(
            number == 0 or number >= 5 for number in shown(placements_svg(cycle, lot, on=LATER))
        )
    one_is_small = any(0 < count < 5 for count in counts.values())
    assert by_lot["whole"] == ("not shown" if one_is_small else str(sum(counts.values())))


@settings(max_examples=20, deadline=None)
@given(drawn=packages, more=packages)
def test_tables_of_a_portfolio_do_not_show_that_there_are_packages(drawn, more):
    """A row for each placement would be a day, a district and a carer for each person."""
    one, other = (tables((framework(each).cycle,), LATER) for each in (drawn, more))
    for name in ("cycles", "events"):
        assert one[name].to_csv() == other[name].to_csv()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([], []),
        ([0, 0], ["0", "0"]),
        ([4], ["fewer than 5"]),
        ([5, 9], ["5", "9"]),
        ([3, 9, 7], ["fewer than 5", "9", "not shown"]),
        ([3, 2, 7], ["fewer than 5", "fewer than 5", "7"]),
        ([3, 0], ["fewer than 5", "0"]),
    ],
)
def test_one_small_count_takes_the_next_smallest_with_it(counts, words):
    """Who knows the total of a district works out the one number that is missing."""
    assert shown_counts(counts) == words


def test_package_named_in_a_note_or_a_reason_warns():
    """A field that is never shown protects nobody whose reference stands in the next."""
    refused = Offer(provider="birch", answer=OfferAnswer.REFUSED, because=f"knows {MARK}-1 well")
    record = PackagePlaced(
        on=FIRST, package=f"{MARK}-1", provider="alder", lots=("N1",), hours_a_week=7,
        rate=pounds("21.40"), from_on=FIRST, note=f"({MARK}-1)", offers=(refused,),
    )  # fmt: skip
    found = [(f.code, f.message, f.blocks) for f in OPENED.findings(record)]
    words = "The placement of a package names the package in {}, which others may read"
    assert found == [
        ("private-words", words.format(field), False) for field in ("its note", "a reason")
    ]
    other = PackageEnded(on=FIRST, package=f"{MARK}-1", note=f"as {MARK}-11")
    assert [f.code for f in OPENED.findings(other)] == ["package-not-placed"]
