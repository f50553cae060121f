"""The gate on contracts of a council that is to be reorganised: another authority consents to them."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.errors import written
from commissioning.findings.codes.decisions import CONSENT_MISSING
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.law.regimes.council import Reorganisation
from commissioning.records.contract import ContractSigned


@check(ContractSigned, CONSENT_MISSING)
def consent_is_given(case: Case, signed: ContractSigned) -> Iterator[Finding]:
    """A council to be reorganised enters into a contract only with the consent that a direction asks for.

    An amount on another VAT basis than the direction's line is compared as it stands.
    """
    asked = case.rules.reorganisation if case.rules is not None else None
    value = signed.value_with_options or signed.value
    if asked is None or value is None or case.on < asked.applies_from:
        return
    line = asked.capital_over if signed.capital else asked.over
    given = signed.consent is not None and signed.consent.on <= case.on
    if value.amount > line.amount and _may_run_past(asked, signed) and not given:
        past = "" if signed.capital else f" and may run past {written(asked.runs_past)}"
        yield CONSENT_MISSING(
            f"Contract {signed.reference} is worth {value}, more than {line}{past}; it needs the written "
            f"consent of {asked.consents}, and none is recorded",
            source=asked.direction,
            remedy="Ask for the consent and record it with the contract",
            about=signed.reference,
        )


def _may_run_past(asked: Reorganisation, signed: ContractSigned) -> bool:
    """Whether consent to it does not depend on its end, or it may run past the day of the direction."""
    if signed.capital or signed.rolling or signed.term is None:
        return True
    return signed.longest_term.ends_on > asked.runs_past
