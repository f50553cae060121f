"""The holders of offices on a day, from lists that follow one another."""

from datetime import date

from commissioning.ledger.ledger import Ledger
from commissioning.ledger.offices import holder_of
from commissioning.records.approval import OfficeHolder, OfficesHeld
from commissioning.stages import LINE, During

FIRST, SECOND = date(2024, 1, 8), date(2024, 6, 3)


def held(*lists: tuple[date, str, date | None]) -> Ledger:
    """A ledger with lists of one day, each of one director until some day."""
    ledger = Ledger()
    for on, person, until in lists:
        holder = OfficeHolder(reference=person, offices=("Director",), from_on=on, until=until)
        ledger.add(OfficesHeld(on=on, holders=(holder,)), During(LINE, survives=True))
    return ledger


def test_office_of_two_persons_is_held_by_neither_alone():
    """A second director in post does not end the first; to name one of them would be a guess."""
    assert holder_of(held((FIRST, "Ann", None), (SECOND, "Ben", None)), "director", SECOND) == (
        "director"
    )


def test_office_is_that_of_the_successor_once_the_predecessor_has_left():
    """The list that ends the one and the list that begins the other are of the same office."""
    ledger = held((FIRST, "Ann", None), (SECOND, "Ben", None), (FIRST, "Ann", FIRST))
    assert holder_of(ledger, "Director", SECOND) == "Ben"
