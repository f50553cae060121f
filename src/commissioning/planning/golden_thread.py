"""The golden thread: from an objective to a measurement, and from people's views to the answers.

Every link is a reference on the later thing to the earlier one. The thread only follows them; what
hangs loose at either end is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from html import escape
from typing import Final

from commissioning.findings.codes import planning as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.planning.thread_points import Point, PointKind, ThreadLink, answers_to, gathered
from commissioning.records import (
    answers,
    award,
    contract,
    engagement,
    live,
    needs,
    panel,
    selection,
    specification,
    tender,
)
from commissioning.records.record import Record
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Drawn
from commissioning.values.tables import Column, Table
from commissioning.values.text import did_you_mean, grouped, sentence

COLUMNS: Final = tuple(kind for kind in PointKind if kind is not PointKind.STANDARD)
"""The kinds that the matrix has a column for; a standard is a reason, not a step."""

THREADED: Final[tuple[type[Record], ...]] = (
    needs.NeedsAssessment,
    engagement.EngagementMeeting,
    engagement.MarketEngagement,
    engagement.ConsultationReport,
    engagement.YouSaidWeDid,
    specification.ServiceSpecification,
    selection.SelectionQuestionnaire,
    tender.InvitationToTender,
    selection.SelectionResponse,
    tender.TenderReceived,
    answers.AnswerClarified,
    panel.Moderation,
    award.AwardRecommendation,
    contract.ContractSigned,
    live.KpiReport,
)
"""The kinds of record that the thread runs through."""

_K = PointKind
_BETWEEN: Final = frozenset({_K.QUESTION, _K.ANSWER, _K.MARK, _K.OBLIGATION})
"""The kinds of point that join the tender to the contract, where a procurement records them."""
_BEHIND: Final[dict[PointKind, tuple[tuple[PointKind, ...], str, str]]] = {
    _K.NEED: ((_K.OBJECTIVE,), "names no objective", "Name the objectives it serves"),
    _K.OUTCOME: ((_K.NEED,), "names no need", "Name the needs it meets, or leave it out"),
    _K.REQUIREMENT: ((_K.OUTCOME, _K.THEME, _K.STANDARD), "names no outcome, theme or standard",
                     "Say what it is for, or leave it out"),
    _K.QUESTION: ((_K.REQUIREMENT,), "is scored and names no requirement", "Name the requirements it tests"),
    _K.CRITERION: ((_K.REQUIREMENT, _K.QUESTION), "names no requirement", "Name the requirements it tests"),
    _K.KPI: ((_K.REQUIREMENT, _K.OBLIGATION), "names no requirement", "Name the requirements it watches"),
}  # fmt: skip
_AHEAD: Final[dict[PointKind, tuple[tuple[PointKind, ...], str, str]]] = {
    _K.OBJECTIVE: ((_K.NEED,), "No need serves {}", "Say which needs serve it"),
    _K.NEED: ((_K.OUTCOME,), "No outcome addresses {}", "Add an outcome that does"),
    _K.OUTCOME: ((_K.REQUIREMENT,), "No requirement pursues {}", "Add a requirement that does"),
    _K.REQUIREMENT: (
        (_K.CRITERION, _K.KPI),
        "No criterion tests {} and no KPI watches it, although it binds the provider",
        "Test it in the invitation, watch it with a KPI, or make it guidance",
    ),
    _K.KPI: ((_K.MEASUREMENT,), "There is no measurement of {} yet", "Ask for a return"),
}


@frozen(kw_only=True)
class Strand(Checked):
    """One row of the matrix: a requirement, or a loose end, with everything linked to it."""

    points: tuple[Point, ...]

    def of(self, kind: PointKind) -> tuple[Point, ...]:
        """The points of one kind, in the order they were recorded."""
        return tuple(point for point in self.points if point.kind is kind)


@frozen(kw_only=True, repr=False)
class GoldenThread(Drawn):
    """The points a cycle has recorded, the links between them, and the loose ends."""

    points: tuple[Point, ...]
    links: tuple[ThreadLink, ...]
    answered: tuple[str, ...] = ()
    """The themes that people were given an answer to, taken up or not."""
    promised: tuple[str, ...] = ()
    """Those of them with the answer that they are taken up."""

    @property
    def strands(self) -> tuple[Strand, ...]:
        """The rows of the matrix: one for each requirement, then one for each loose end."""
        rows = [self._strand(point) for point in self._of(_K.REQUIREMENT)]
        covered = {point for row in rows for point in row.points}
        prices = {p for p in self._of(_K.CRITERION) if not p.binding}  # a price tests nothing
        loose = [p for p in self.points if p.kind in COLUMNS and p not in covered | prices]
        ends = (p for p in loose if not any(q in loose for q in self._ahead.get(p, ())))
        return (*rows, *map(self._strand, ends))

    @property
    def pairs(self) -> tuple[tuple[Point, Point], ...]:
        """The links that lead somewhere, as the earlier and the later point."""
        found = ((self._known.get((each.kind, each.reference)), each.later) for each in self.links)
        return tuple((earlier, later) for earlier, later in found if earlier)

    def trace(self, reference: str) -> tuple[Point, ...]:
        """All that leads to a point or follows from it, in order. `LookupError` for no such point."""
        found = [point for point in self.points if point.reference == reference]
        if not found:
            near = did_you_mean(reference, {point.reference for point in self.points})
            raise LookupError(
                sentence(f"No point of the thread has the reference {reference!r}{near}")
            )
        together = {near for point in found for near in self._strand(point).points}
        return tuple(point for point in self.points if point in together)

    def findings(self) -> Iterator[Finding]:
        """Links to nothing, points without a reason, and points without a consequence."""
        yield from self._broken()
        yield from self._without_ground()
        yield from self._not_taken_up()
        yield from self._unasked()
        yield from self._not_carried()
        yield from self._unanswered()

    def table(self, *, words: bool = False) -> Table:
        """The matrix: one row for each strand, by reference or in words."""
        return self._table(self._columns, _in_words if words else _by_reference)

    def to_html(self) -> str:
        """The matrix with the loose ends under it, all text escaped; each point in words once."""
        known: set[Point] = set()

        def shown(point: Point) -> str:
            words = _by_reference if point in known else _in_words
            known.add(point)
            return words(point)

        loose = "".join(f"<li>{escape(str(finding))}</li>\n" for finding in self.findings())
        ends = f"\n<ul>\n{loose}</ul>" if loose else ""
        return self._table(self._columns, shown).filled().to_html("The golden thread") + ends

    def to_mermaid(self) -> str:
        """The thread as a mermaid flow chart; loose ends have a dashed border."""
        loose, place = {finding.about for finding in self.findings()}, self._place
        lines = ["flowchart LR", "    classDef loose stroke-dasharray: 5 5"]
        for point in self.points:
            mark = ":::loose" if point.reference in loose else ""
            words = f"{point}: {point.words}".translate(_FOR_MERMAID)
            lines.append(f'    p{place[point]}["{words}"]{mark}')
        lines += [f"    p{place[earlier]} --> p{place[later]}" for earlier, later in self.pairs]
        return "\n".join(lines)

    def __str__(self) -> str:
        loose = "".join(f"\n  - {finding}" for finding in self.findings())
        held = tuple(kind for kind in COLUMNS if self._of(kind))
        ends = f"\nloose ends:{loose}" if loose else ""
        return self._table(held, _by_reference).to_text() + ends

    def __repr__(self) -> str:
        return f"<GoldenThread of {len(self.points)} points and {len(self.links)} links>"

    def _table(self, kinds: tuple[PointKind, ...], shown: Callable[[Point], str]) -> Table:
        return Table(
            tuple(Column(kind.value, meaning=_MEANINGS[kind]) for kind in kinds),
            tuple(
                tuple("\n".join(map(shown, strand.of(kind))) for kind in kinds)
                for strand in self.strands
            ),
        )

    @property
    def _columns(self) -> tuple[PointKind, ...]:
        """The columns of the matrix; those between the criteria and the KPIs only where they are filled."""
        return tuple(kind for kind in COLUMNS if kind not in _BETWEEN or self._of(kind))

    def _of(self, kind: PointKind) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.kind is kind)

    @cached_property
    def _known(self) -> dict[tuple[PointKind, str], Point]:
        return {(point.kind, point.reference): point for point in self.points}

    @cached_property
    def _place(self) -> dict[Point, int]:
        return {point: place for place, point in enumerate(self.points)}

    @cached_property
    def _behind(self) -> dict[Point, tuple[Point, ...]]:
        return grouped((later, earlier) for earlier, later in self.pairs)

    @cached_property
    def _ahead(self) -> dict[Point, tuple[Point, ...]]:
        return grouped(self.pairs)

    def _strand(self, point: Point) -> Strand:
        together = {point, *_reached(point, self._behind), *_reached(point, self._ahead)}
        return Strand(points=tuple(sorted(together, key=self._place.__getitem__)))

    def _broken(self) -> Iterator[Finding]:
        for link in self.links:
            if (link.kind, link.reference) not in self._known:
                named = f'the {link.kind.value} "{link.reference}"'
                yield codes.LINK_LEADS_NOWHERE.warns(
                    f"The {link.later.named} refers to {named}, which is not recorded",
                    remedy=f"Record {named}, or correct the reference"
                    f"{did_you_mean(link.reference, {p.reference for p in self._of(link.kind)})}",
                    about=link.later.reference,
                )

    def _without_ground(self) -> Iterator[Finding]:
        referring = {(link.later, link.kind) for link in self.links}
        for point in self.points:
            kinds, what, remedy = _BEHIND.get(point.kind, ((), "", ""))
            # Without objectives at all there is none that a need could have named.
            possible = point.kind is not _K.NEED or self._of(_K.OBJECTIVE)
            named = any((point, kind) in referring for kind in kinds)
            judged = point.binding or point.kind not in {_K.CRITERION, _K.QUESTION}
            if kinds and possible and judged and not named:
                yield codes.NOTHING_BEHIND.warns(
                    f"The {point.named} {what}", remedy=remedy, about=point.reference
                )

    def _not_taken_up(self) -> Iterator[Finding]:
        for point in self.points:
            kinds, what, remedy = _AHEAD.get(point.kind, ((), "", ""))
            # While nothing of the next kinds is recorded, their time has not come.
            come = any(self._of(kind) for kind in kinds)
            if come and point.binding and point not in self._ahead:
                yield codes.NOTHING_AHEAD.warns(
                    what.format(f"the {point.named}"), remedy=remedy, about=point.reference
                )

    def _unasked(self) -> Iterator[Finding]:
        """Requirements that bind and are only watched, where questions say what they test."""
        tested = any(
            link.kind is _K.REQUIREMENT and link.later.kind is _K.QUESTION for link in self.links
        )
        for point in self._of(_K.REQUIREMENT) if tested else ():
            kinds = {later.kind for later in self._ahead.get(point, ())}
            if point.binding and kinds and not kinds & {_K.QUESTION, _K.CRITERION}:
                yield codes.NOTHING_AHEAD.warns(
                    f"No question asks about the {point.named}, although it binds the provider",
                    remedy="Ask about it in the invitation, or make it guidance",
                    about=point.reference,
                )

    def _not_carried(self) -> Iterator[Finding]:
        """Promises of the winner that no obligation of the contract keeps."""
        for point in self._of(_K.ANSWER):
            kept = any(later.kind is _K.OBLIGATION for later in self._ahead.get(point, ()))
            if point.binding and not kept:
                provider, _, question = point.reference.partition("/")
                yield codes.PROMISE_NOT_CARRIED.warns(
                    f"{provider} promised {point.words} in its answer to question {question}, but "
                    "no obligation of the contract carries it",
                    remedy="Make it an obligation that names the answer, or record why it is not one",
                    about=point.reference,
                )

    def _unanswered(self) -> Iterator[Finding]:
        if not self._of(_K.REQUIREMENT):
            return
        for point in self._of(_K.THEME):
            if point in self._ahead:
                continue
            if point.reference in self.promised:
                yield codes.THEME_NOT_CARRIED_OUT.warns(
                    f"People were promised that the {point.named} ({point.words}) is taken up, but "
                    "no requirement answers it",
                    remedy="Name the theme on the requirement that answers it, or correct the answer",
                    about=point.reference,
                )
            elif point.reference not in self.answered:
                yield codes.THEME_UNANSWERED.warns(
                    f"The {point.named} ({point.words}) changed no requirement and has no answer yet",
                    remedy="Answer it with a requirement, or tell people why not",
                    about=point.reference,
                )


def threaded(ledger: Ledger) -> tuple[Record, ...]:
    """The records of a ledger that the thread runs through, without superseded ones."""
    return tuple(record for kind in THREADED for record in ledger.every(kind))


def thread(records: Iterable[Record], of: str = "", *, marks: bool = False) -> GoldenThread:
    """The golden thread through some records, oldest first, without superseded ones.

    It has the answers of one provider, or those of the winners where none is named, and with `marks` what
    the panel agreed on them.
    """
    held = tuple(records)
    strands = gathered(held, of, marks=marks)
    answers = answers_to(held)
    return GoldenThread(
        points=strands.points,
        links=strands.links,
        answered=tuple(answers),
        promised=tuple(theme for theme, answer in answers.items() if answer.taken_up),
    )


_MEANINGS: Final = {
    _K.OBJECTIVE: "what the authority wants to achieve",
    _K.NEED: "what people need",
    _K.THEME: "what people said",
    _K.OUTCOME: "what should be different in people's lives",
    _K.REQUIREMENT: "what the provider must or should do",
    _K.QUESTION: "what bidders are asked",
    _K.CRITERION: "what tenders are judged on",
    _K.ANSWER: "what the winner answered",
    _K.MARK: "what the panel agreed",
    _K.OBLIGATION: "what the contract requires of the provider",
    _K.KPI: "how the contract is watched",
    _K.MEASUREMENT: "what has been measured",
}


def _reached(point: Point, step: dict[Point, tuple[Point, ...]]) -> set[Point]:
    found: set[Point] = set()
    waiting = [point]
    while waiting:
        fresh = [near for near in step.get(waiting.pop(), ()) if near not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _by_reference(point: Point) -> str:
    return point.reference


def _in_words(point: Point) -> str:
    return f"{point.reference}: {point.words}"


_FOR_MERMAID: Final = str.maketrans(
    {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "\n": " "}
)
