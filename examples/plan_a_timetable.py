"""Lewisham's published timetable: read from its own words, checked, planned anew, put in calendars.

Run it in any folder; it writes `plan.svg` and `plan.ics` there.
"""

from datetime import date, timedelta
from pathlib import Path

from commissioning.casebook import lewisham_schedule
from commissioning.display.gantt import gantt_svg
from commissioning.interchange.icalendar import to_ics
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route
from commissioning.timetable import (
    Rhythm,
    Window,
    backwards,
    check,
    law_of,
    put_off,
)


def days_of(window: Window) -> str:
    """The days of a row; a meeting that comes again has the first of its days."""
    if window.period is None:
        return "comes again and again"
    first, last = window.period.starts_on, window.period.ends_on
    return str(window.period) if first < last else f"{first.day} {first:%B %Y}"


# 1. The words of the paper, and the days they come to.
published = lewisham_schedule.published()
for number, row in enumerate(published.rows, 1):
    print(f"{number:>2}  {row.window.words:<36} {days_of(row.window)}")

# 2. Its faults: no letters to the bidders, no standstill and no signature.
facts = ProcurementFacts(light_touch=True, above_threshold=True)
route, law = Route.restricted(interviews=True), law_of(published, facts)
print(f"\nUnder the {law.regime}:")
for finding in check(published, route, law):
    print(f"- {finding.severity}: {finding}")

# 3. The same go-live, planned backwards with the days the law asks. The cabinet's days are assumed:
#    Lewisham's papers do not give them, and second Wednesdays fit the two meetings they mention.
cabinet = Rhythm(cabinet=Window.parse("2nd Wednesday of the month"))
plan = backwards(
    date(2023, 4, 1), on=published.on, route=route, law=law, rhythm=cabinet, first="ssq"
)
print(f"\n{plan.title}: the latest days that will do")
for row in plan.rows:
    print(f"{row.what:<32} {row.window}")
assert check(plan, route, law, cabinet) == ()

# 4. What if the cabinet puts the award off to its next meeting?
missed = plan.row("approval-to-award").window.latest
meeting = cabinet.next_meeting(missed + timedelta(days=1))
slipped = put_off(plan, "approval-to-award", meeting, route=route, law=law, rhythm=cabinet)
print(f"\n{slipped}\n{slipped.table()}")

# 5. A picture for the board, and a file for everybody's calendar.
Path("plan.svg").write_text(gantt_svg(plan), "utf-8")
Path("plan.ics").write_bytes(to_ics(plan).encode())
print("\nwritten: plan.svg, plan.ics")
