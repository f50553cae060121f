"""The grounds for exclusion of Schedules 6 and 7 to the Procurement Act 2023, and how far back each reaches."""

from __future__ import annotations

from datetime import date
from typing import Final

from commissioning.dates.day_counts import MonthsBeginningWith
from commissioning.law.questions import FIRST_KNOWLEDGE, ExclusionEffect, ExclusionGround

# fmt: off
# Schedule 6, paragraph 44 and Schedule 7, paragraph 15: a ground that the Act created counts only for events since
# the Act was in force; a ground that existed before reaches three years further back.
_NEW: Final = date(2025, 2, 24)
_OLD: Final = date(2022, 2, 24)
# The period ends with the day of the decision, so an event on the same day five years before is too old.
_FIVE, _THREE = MonthsBeginningWith(60), MonthsBeginningWith(36)
# An ancillary offence, or its equivalent abroad, counts as the offence it belongs to.
_MANDATORY: Final = (
    ("corporate-manslaughter", "corporate manslaughter or homicide", _NEW),
    ("terrorism", "terrorism offences", None),
    ("theft", "theft, robbery, burglary and the like, or fraud at common law", _NEW),
    ("fraud", "fraud under an Act, fraudulent trading or blackmail", _OLD),
    ("bribery", "bribery", None),
    ("money-laundering", "money laundering", None),
    ("labour-market", "labour market offences, or breach of an order on slavery or the labour market", _OLD),
    ("slavery", "slavery and human trafficking offences", None),
    ("organised-crime", "organised crime", None),
    ("tax-offences", "tax offences", _OLD),
    ("cartel-offence", "the cartel offence", _OLD),
    ("tax-misconduct", "misconduct in relation to tax", _OLD),
    ("competition-decision", "a decision that competition law was infringed by a cartel", _OLD),
    ("debarment-uncooperative", "failure to cooperate with an investigation into debarment", None),
)
_DISCRETIONARY: Final = (
    ("labour-misconduct", "labour market misconduct", _FIVE, _NEW),
    ("environmental-misconduct", "environmental misconduct", _FIVE, _NEW),
    ("insolvency", "insolvency, bankruptcy or having ceased business", _THREE, None),
    ("competition-potential", "potential infringements of competition law", _THREE, None),
    ("professional-misconduct", "professional misconduct", _THREE, None),
    ("breach-of-contract", "a sufficiently serious breach of contract", _THREE, None),
    ("poor-performance", "poor performance not put right when there was a chance", _FIVE, _NEW),
    ("improper-procurement", "acting improperly in a procurement", _THREE, None),
    ("national-security-risk", "a threat to national security", _FIVE, _NEW),
    ("published-breach", "a breach of contract published by an authority under section 71(5)", _THREE, None),
    ("published-performance", "poor performance published by an authority under section 71(5)", _FIVE, _NEW),
)
EXCLUSION_GROUNDS: Final = (
    *((ExclusionGround(code, what, ExclusionEffect.MANDATORY, _FIVE, "the event", since), "Schedule 6, with paragraph 44")
      for code, what, since in _MANDATORY),
    *((ExclusionGround(code, what, ExclusionEffect.DISCRETIONARY, reach, FIRST_KNOWLEDGE, since),
       "Schedule 7, with paragraph 15") for code, what, reach, since in _DISCRETIONARY),
    (ExclusionGround("debarred", "a place on the debarment list on a mandatory ground", ExclusionEffect.MANDATORY, stands=True),
     "section 57(1)"),
    (ExclusionGround("debarred-security", "a place on the debarment list as a threat to national security",
                     ExclusionEffect.MANDATORY, stands=True), "section 57(1) and Schedule 6, paragraph 35"),
    (ExclusionGround("debarred-excludable", "a place on the debarment list on a discretionary ground",
                     ExclusionEffect.DISCRETIONARY, stands=True), "section 57(2)"),
)
"""Each ground for exclusion with its provision; health care procurements are judged by the same."""
IN_THIS_PROCUREMENT: Final = (
    (ExclusionGround("market-engagement", "an unfair advantage by market engagement that nothing else removes",
                     ExclusionEffect.MANDATORY, stands=True), "section 16(4) and (5)"),
    (ExclusionGround("improper-behaviour", "an unfair advantage by acting improperly in this procurement",
                     ExclusionEffect.MANDATORY, stands=True, heard=True), "section 30(1) to (4)"),
    (ExclusionGround("information-withheld", "no, or no true, answer about connected persons or sub-contractors",
                     ExclusionEffect.MANDATORY, stands=True), "section 30(5) and (6)"),
    (ExclusionGround("conflict", "an unfair advantage by a conflict of interest that nothing else removes",
                     ExclusionEffect.MANDATORY, stands=True), "section 82(3) and (4)"),
)
"""The reasons for exclusion that lie in the procurement itself; the minister is not notified of them."""
# fmt: on
