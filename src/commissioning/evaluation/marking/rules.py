"""The rules that marks of one lot are read by: its panels over time, and the findings of every reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from math import lcm

from attrs import evolve

from commissioning.evaluation.inputs import MarkingEvidence, for_lot
from commissioning.findings.codes import evaluation as codes
from commissioning.findings.finding import Finding, FindingCode, Severity
from commissioning.records import criteria, methods, panel, parties
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.values.frozen import frozen
from commissioning.values.scales import Scale, plain
from commissioning.values.text import did_you_mean, listed

MarkRecord = panel.ScoreSheet | panel.MarkCorrected | panel.Moderation | panel.Interview
"""A record that gives, corrects or agrees marks of one provider."""


class ScaledScale:
    """A scale in whole numbers: the points of each mark, out of one common denominator."""

    def __init__(self, scale: Scale) -> None:
        shares = {mark: scale.share(mark) for mark in scale.marks}
        self.out_of = lcm(*(part.denominator for part in shares.values()))
        self.whole = {mark: int(part * self.out_of) for mark, part in shares.items()}
        self.cells: Mapping[Decimal | int | float, int] = {
            int(mark) if mark == int(mark) else mark: points for mark, points in self.whole.items()
        }
        """The same for the cells of a sheet: by whole numbers where marks are whole, so found quickly."""


@cache
def scaled(scale: Scale) -> ScaledScale:
    """The scale in whole numbers, worked out once for all criteria that are marked on it."""
    return ScaledScale(scale)


@frozen
class PanelMembership:
    """One member's time on a panel, the first and the last day included."""

    member: parties.Member
    since: date | None = None
    """None for a member who was recruited with the panel."""
    until: date | None = None
    """None while the member is still on the panel."""

    def covers(self, day: date) -> bool:
        """Whether the member is on the panel on a day."""
        return (self.since or date.min) <= day <= (self.until or date.max)


@frozen
class PanelMembers:
    """Everybody who is or was on one panel."""

    every: tuple[PanelMembership, ...]

    @classmethod
    def of(cls, recruited: panel.Panel, changes: Iterable[panel.PanelChanged]) -> PanelMembers:
        """The members of a panel after the changes recorded for it, in order of day."""
        own = (change for change in changes if change.panel == recruited.reference)
        steps = [(c.on, c.left, c.joined) for c in sorted(own, key=lambda each: each.on)]
        every = list[PanelMembership]()
        sitting: dict[str, list[int]] = {}
        for day, left, joined in ((None, (), recruited.members), *steps):
            for place in (place for who in left for place in sitting.pop(who, ())):
                every[place] = evolve(every[place], until=day)
            for member in joined:
                sitting.setdefault(member.reference, []).append(len(every))
                every.append(PanelMembership(member, since=day))
        return cls(tuple(every))

    def without(self, who: str) -> PanelMembers:
        """The panel as if a member had never been on it; unchanged for an empty reference."""
        if not who:
            return self
        return PanelMembers(tuple(one for one in self.every if one.member.reference != who))

    @property
    def current(self) -> tuple[parties.Member, ...]:
        """The members who are on the panel now."""
        return tuple(one.member for one in self.every if one.until is None)

    @property
    def assessors(self) -> tuple[str, ...]:
        """The references of the members who are on the panel now and give marks."""
        return tuple(member.reference for member in self.current if member.scores)

    @property
    def newcomers(self) -> tuple[tuple[str, date], ...]:
        """The assessors who joined after the panel was recruited, with their first day."""
        return tuple(
            (one.member.reference, one.since)
            for one in self.every
            if one.since is not None and one.until is None and one.member.scores
        )

    @property
    def former(self) -> tuple[str, ...]:
        """The references of the assessors who have left the panel."""
        gave_marks = (one.member.reference for one in self.every if one.member.scores)
        return tuple(who for who in dict.fromkeys(gave_marks) if who not in self.assessors)

    def marks(self, who: str, day: date) -> bool:
        """Whether a person is on the panel and gives marks on a day."""
        return any(
            one.member.reference == who and one.member.scores and one.covers(day)
            for one in self.every
        )

    def ever(self, who: str) -> bool:
        """Whether a person is or was on the panel, with marks to give or without."""
        return any(one.member.reference == who for one in self.every)


class MarkingRules:
    """The criteria, panels and tenders of one lot, made once for all marks that are read by them."""

    def __init__(
        self,
        invitation: InvitationToTender,
        method: methods.Method,
        lot: str,
        bidders: Sequence[str],
        *,
        evidence: MarkingEvidence,
        tenders: Sequence[TenderReceived] = (),
    ) -> None:
        """`bidders` compete for the lot; `tenders` are all that came in, for other lots too.

        Of the evidence only the panels, their changes and the declared interests are read here.
        """
        self.invitation = invitation
        self.method = method
        self.lot = lot
        self.bidders = frozenset(bidders)
        self.in_order = tuple(bidders)
        self.evidence = evidence
        self.tenders = tenders
        self.marked = tuple(c for c in method.applying_to(lot) if c.is_marked)
        self.by_reference = {c.reference: c for c in self.marked}
        self.scaled: dict[str, ScaledScale] = {
            c.reference: scaled(c.marked_on) for c in self.marked
        }

    @cached_property
    def members(self) -> dict[str, PanelMembers]:
        """The members of each panel on record, by the panel's reference."""
        changes, without = self.evidence.panel_changes, self.evidence.without
        panels = self.evidence.panels
        return {p.reference: PanelMembers.of(p, changes).without(without) for p in panels}

    @cached_property
    def recused(self) -> dict[tuple[str, str, str], date]:
        """The day on which each interest was first declared, by panel, member and provider."""
        return {
            (interest.panel, interest.member, provider): interest.on
            for interest in sorted(self.evidence.interests, key=lambda each: each.on, reverse=True)
            for provider in interest.conflicts_with
        }

    @cached_property
    def tendered(self) -> dict[str, bool]:
        """Each provider that has tendered, and whether for this lot."""
        tendered = dict.fromkeys((tender.provider for tender in self.tenders), False)
        tendered.update((t.provider, True) for t in self.tenders if t.is_for(self.lot))
        return tendered

    def concerns(self, record: MarkRecord) -> bool:
        """Whether a record is about this lot: it names it, or names none."""
        return record.lots is None or self.lot in record.lots


class MarkFindings:
    """The findings about the marks of one lot, gathered as they are read."""

    def __init__(self, rules: MarkingRules) -> None:
        self.rules = rules
        self.every: list[Finding] = []

    def add(
        self, code: FindingCode, message: str, remedy: str, about: str, *, warns: bool = False
    ) -> None:
        severity = Severity.WARNS if warns else Severity.BLOCKS
        self.every.append(code(message, severity=severity, remedy=remedy, about=about))

    def to_read(self, who: str, record: MarkRecord) -> bool:
        """Whether the marks of a record are to be read: its provider competes for the lot, or should.

        A provider without a tender is reported. It is no fault where the tender was withdrawn, or where
        it is for other lots and the record names none.
        """
        if record.provider in self.rules.bidders:
            return True
        provider, lot = record.provider, for_lot(self.rules.lot)
        for_this_lot = self.rules.tendered.get(provider)
        if for_this_lot:
            self.add(
                codes.MARKED_WITHOUT_TENDER,
                f"{provider} withdrew its tender{lot}, so its marks no longer count",
                "",
                provider,
                warns=True,
            )
        elif for_this_lot is None or record.lots is not None:
            self.add(
                codes.MARKED_WITHOUT_TENDER,
                f"{who} marks {provider}, who has no tender{lot}",
                "Correct the provider or the lots that the record names",
                provider,
            )
            return True
        return False

    def unknown(self, reference: str, who: str, record: MarkRecord) -> None:
        """Report a criterion that is not marked here: it is for other lots, or a formula scores it."""
        rules = self.rules
        criterion = rules.method.criterion(reference)
        if criterion is not None and not criterion.is_marked:
            self.add(
                codes.PRICE_MARKED,
                f'{who} marks {record.provider} on "{reference}", but a published formula scores it',
                "Leave that mark out",
                reference,
            )
        elif criterion is None or not any(
            map(criterion.applies_to, record.lots or criterion.lots or ())
        ):
            where = "" if criterion is None else for_lot(rules.lot)
            near = did_you_mean(reference, rules.by_reference)
            remedy = f"Use a published criterion{near or f': {listed(rules.by_reference)}'}"
            self.add(
                codes.UNKNOWN_CRITERION,
                f'{who} marks {record.provider} on "{reference}", which is not a criterion'
                f"{where} in the invitation",
                remedy if rules.by_reference else "Leave the mark out: only the price counts",
                reference,
            )

    def off_scale(self, criterion: criteria.Criterion, mark: Decimal, who: str) -> None:
        """Report a mark that is not on the scale; `who` ends in a verb, such as "O1 gives Alder"."""
        self.add(
            codes.MARK_OFF_SCALE,
            f"{who} {plain(mark)} on {criterion.title}, which is not a mark of the scale "
            f"{criterion.marked_on}",
            "Give a mark of the published scale",
            criterion.reference,
        )
