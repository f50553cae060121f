"""The limits of the law held here: the laws that are refused, and the matters no row speaks of.

`law.governing` refuses what is in `OTHER_LAW`; the page "What this library says of the law" prints all of
this, so it is said once.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from commissioning.findings.citation import Verification
from commissioning.law.law import Row
from commissioning.law.regimes.regime import Regime
from commissioning.records.strategy import Nation, OtherRules, ProcurementFacts
from commissioning.values.frozen import frozen

# Refused, not answered by the nearest row: sections 2(5), 14 and 85(5) of the Procurement Act 2023 leave
# devolved Welsh authorities to their own regulations, and an answer that is nearly right is not doubted.
# fmt: off
OTHER_LAW: Final[Mapping[Nation | OtherRules, str]] = MappingProxyType({
    Nation.WALES: "a devolved Welsh authority has regulations, thresholds and a health regime of its own",
    Nation.SCOTLAND: "procurement in Scotland has a law of its own",
    Nation.NORTHERN_IRELAND: "procurement in Northern Ireland has rules of its own",
    OtherRules.UTILITIES: "a utilities contract has rules of its own",
    OtherRules.DEFENCE: "a defence and security contract has rules of its own",
})
"""The facts that are refused, each with the sentence that refuses it."""
# fmt: on


def not_covered(facts: ProcurementFacts) -> str:
    """Whose law binds the procurement, in words, where it is not held here; else empty."""
    # England has no entry; and a utilities contract in Wales is refused for either reason.
    return OTHER_LAW.get(facts.other_rules or facts.nation, "")


@frozen
class Limit:
    """A matter of law on which no row speaks, or on which a row rests on less than the text."""

    matter: str
    limit: str
    """The meaning for a reader who relies on the rows, as a sentence."""


# fmt: off
NOT_HELD: Final = (
    Limit("Procurements begun before 26 February 2015",
          "The Public Contracts Regulations 2006 have no row; such a procurement is refused."),
    Limit("Concessions begun before 24 February 2025",
          "Of the Concession Contracts Regulations 2016 no rule is held; such a procurement is refused."),
    Limit("Dynamic markets",
          "That conditions stay, without a cap, is asked; which conditions and fees there may be is not."),
    Limit("Subsidy control, state aid, competition law and data protection", "No row."),
    Limit("Land, employment and the other exempted contracts of Schedule 2 to the Procurement Act 2023",
          "Whether a contract is exempt is not asked; every contract is taken to be covered."),
    Limit("Call-offs from a framework, sections 45 and 46",
          "That one is competed, or chosen by a mechanism, is asked as the strategy states it; whether the "
          "core terms are in the framework and the mechanism is objective is for the reader. Description, "
          "price and selection process of section 45(5)(a), (b) and (d) are not asked for."),
    Limit("Call-offs to excluded suppliers, section 45(6)(a)",
          "Asked where a decision on exclusions is recorded in the cycle of the call-off; the framework's "
          "own is not looked up."),
    Limit("The objectives, the policy statement and lots, sections 12, 13 and 18",
          "A strategy that does not record that each was considered brings a warning; whether it was "
          "considered well is for the reader."),
    Limit("Contracts for health care and something else, regulation 3 of the Provider Selection Regime",
          "Which law governs a mixed contract follows from its main subject, by value, and from whether the "
          "rest could be bought apart; the strategy states the outcome as a health care service or not."),
    Limit("Direct award C and urgent awards of health care, regulations 6(5), 6(10) and 14",
          "Whether the new contract changes the old considerably, or a delay would put safety at risk, is "
          "not asked; that urgency was neither foreseeable nor the authority's own doing is."),
    Limit("Mixed contracts of the Procurement Act 2023, sections 5 and 10",
          "Which kind one of several kinds is, and whether it could be split, is stated, not worked out."),
    Limit("Terms that the law implies, sections 48, 67, 68, 78 and 88 and regulation 22",
          "Held as rows to look up; whether an invoice was paid in time, or the supplier heard before the "
          "end, is not asked."),
    Limit("The other items of the Local Government Transparency Code",
          "Of the Code the lists of tenders and contracts are held, from a report; whether the council's "
          "own list has an entry no single cycle can show."),
    Limit("Changes to a competition, section 31",
          "When a tender notice may still be amended is asked; that documents are provided again, that "
          "time limits are looked at anew and that participants hear of it is not."),
    Limit("Answers to bidders' questions, regulation 53(6) of the Public Contracts Regulations 2015",
          "The time is held; no record says by when a question was asked. The five days more of "
          "regulation 53(4) for documents that cannot be had electronically are not held."),
    Limit("Withheld information, section 94",
          "The ground and the public interest are asked of notices and of assessment summaries, not of "
          "tender documents or other disclosures."),
    Limit("The contents of notices", "Whether and when one is due is held; the fields it must have are not."),
    Limit("Consent to contracts of authorities that are to be reorganised",
          "A council gives the direction in its own rules, and contracts are held against it. Land, reserves "
          "and contracts with one provider added up are not asked about."),
    Limit("The Public Interest Test of central bodies, from 1 April 2027", "Their own policy; no row."),
    Limit("The two-tier workforce code", "Its commencement could not be verified; no row."),
    Limit("The constitutions of councils",
          "Call-in, key decisions and quotations follow the usual rules until a council gives its own."),
)
"""Matters on which no row speaks."""

OPEN: Final = (
    Limit("The record that commences a procurement without a notice",
          "A questionnaire, an invitation and a signature stand in for the act that the transitional "
          "regulations name."),
    Limit("A small change of a works concession, section 74(4) of the Procurement Act 2023",
          "Taken to be 10 per cent, as of services; the works share is 15 per cent."),
    Limit("A change of the term alone, section 75(2) of the Procurement Act 2023",
          "Its words are unclear where no money moves; the change is judged by its term."),
    Limit("Payments under contracts whose procurement began before 1 April 2026, section 70",
          "Guidance leaves them out, and so do the rows; SI 2025/1316 begins the section for every public "
          "contract awarded under the Act."),
    Limit("The end of an open framework with one supplier, section 49(6) of the Procurement Act 2023",
          "It must expire before the end of four years; the last day of these is taken to be too late."),
    Limit("The value of lots, regulation 6(11) to (15) and Schedule 3 to the Procurement Act 2023",
          "Lots bought alike count together. That one is small, or counts apart for good reasons, the "
          "strategy says by stating it to be below the threshold, which brings a warning."),
    Limit("An option that is taken up",
          "Value and term include it from the start; whether guidance still wants a change notice was not "
          "read."),
    Limit("The Public Contracts Regulations 2015 after 31 December 2020",
          "The rows were read in the text as made; words that were changed on leaving the European Union may "
          "differ."),
    Limit("A claim to undo a contract under the 2015 Regulations, regulation 93(2)(a)",
          "Six months from the contract are held; that it is 30 days once the supplier was informed of the "
          "contract and the reasons, or a notice justified it, is not, nor any time to undo a change."),
    Limit("Additional deliveries under the 2015 Regulations, regulation 32(6)",
          "That such a contract runs for three years at most, save exceptionally, is not asked."),
    Limit("Procurement Regulations 2024, regulations 5 to 16 and 26 to 32",
          "Not read again since the rows were written."),
    Limit("Bank holidays",
          "They equal those of one published package; there was no second source to compare."),
)
"""Questions on which the rows take a reading that the text does not settle, or that was not checked."""
# fmt: on


def checked(regime: Regime) -> dict[Verification, int]:
    """How many rows of a law were checked how far, for each way of checking that occurs."""
    found = [row.citation.verification for row in regime.rows]
    return {way: found.count(way) for way in Verification if way in found}


def not_read(regime: Regime) -> tuple[Row[object], ...]:
    """The rows of a law that were not read in its text."""
    return tuple(row for row in regime.rows if row.citation.verification is not Verification.READ)
