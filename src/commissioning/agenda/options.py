"""Due about the options of a contract: to extend it, to add to it, and to stop one that runs on."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.agenda.items import AgendaItem, Asked, ItemKind, paper
from commissioning.contracts.history import ContractHistory
from commissioning.contracts.options import OptionState, options_of
from commissioning.errors import written
from commissioning.records.ending import TerminationNotice


def extensions(asked: Asked, history: ContractHistory) -> Iterator[AgendaItem]:
    """The last day to take up the next option: that of the term as it stands, or for notice before it."""
    notices = history.of(TerminationNotice, asked.today)
    for number, option in history.options_left_on(asked.today)[: 0 if notices else 1]:
        term, name = history.term_on(asked.today), history.contract.reference
        yield AgendaItem(
            key=f"option/{name}/{number}",
            kind=ItemKind.OPTION,
            what=f"Last day to {'give notice to ' if option.notice else ''}extend contract {name}: "
            f"option {number}, {option}",
            day=option.notice_by(term),
            because=f"the term ends on {written(term.ends_on)}"
            f"{', and the notice is ' + option.notice if option.notice else ''}; the option adds "
            f"{option.prolongs(term)}",
            source=paper(history.contract),
            about=name,
        )


def other_options(asked: Asked, history: ContractHistory) -> Iterator[AgendaItem]:
    """The last day to take up each open option other than time, where the contract names one."""
    name = history.contract.reference
    open_ = {o.name for o in options_of(history, asked.today) if o.state is OptionState.OPEN}
    for option in history.contract.other_options:
        if option.reference in open_ and option.open_until is not None:
            yield AgendaItem(
                key=f"option/{name}/{option.reference}",
                kind=ItemKind.OPTION,
                what=f"Last day to take up option {option.reference} of contract {name}: {option.what}",
                day=option.open_until,
                because="the contract leaves it open until this day",
                source=paper(history.contract),
                about=name,
            )


def runs_on(asked: Asked, history: ContractHistory) -> Iterator[AgendaItem]:
    """The next day by which a rolling contract is to be stopped, or the end of its term."""
    contract, stop = history.contract, history.next_stop(asked.today)
    name = contract.reference
    if stop is not None:
        day, adds = stop
        what = f"Last day to give notice that contract {name} does not run on for {adds}"
        why = f"it runs on by {contract.rolls_by} unless notice is given"
    elif contract.term is not None:
        day = history.term_on(asked.today).ends_on
        what = f"The term of contract {name} ends and it runs on; decide whether it should"
        why = "it runs on after its term until somebody ends it"
    else:
        day = None
        what = f"Contract {name} runs until somebody ends it; its last day is not known"
        why = "it was signed without a last day"
    yield AgendaItem(
        key=f"runs-on/{name}/{day or 'open'}",
        kind=ItemKind.OPTION if day else ItemKind.END,
        what=what,
        day=day,
        because=why,
        source=paper(contract),
        about=name,
        passes=True,
    )
