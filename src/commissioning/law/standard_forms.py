"""Skeletons of the standard selection forms: the questions that a council starts its own questionnaire from.

CONSTRUCTED: references and words are ours, and a form's numbers are left out. A question that is `fixed`
keeps the place of one whose words the form prescribes: put the form's words there before you issue it. A
question of the last part has no rule where its rule is for the council to set; a person judges it until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from commissioning.law.questions import ExclusionGround
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.records import questions
from commissioning.records.answer_rules import Cover, PassIfIn
from commissioning.records.answers import HOLDS, WILL_HOLD
from commissioning.values.money import pounds
from commissioning.values.text import Word


class StandardForm(Word):
    """A standard form of selection questions, by the name that `FormUsed.form` gives it."""

    SQ = "PPN 03/24 SQ"
    """The standard selection questionnaire under the Public Contracts Regulations 2015."""
    PSQ = "PSQ"
    """The procurement specific questionnaire under the Procurement Act 2023."""


def standard_form(form: StandardForm) -> tuple[questions.BidQuestion, ...]:
    """The skeleton of a standard form, ready to be edited, issued, or written to a sheet.

    The standard selection questionnaire asks about each ground for exclusion. Under the Act those answers are
    on the central platform, so the other form asks whether they are shared, and about associated persons and
    sub-contractors.
    """
    return (*(_SQ if form is StandardForm.SQ else _PSQ), *_ABILITY)


def _part(title: str, *rows: _Asked, fixed: bool = True) -> tuple[questions.BidQuestion, ...]:
    """The questions of one part: information in words, unless the row says otherwise."""
    usual = {"part": title, "kind": questions.QuestionKind.INFORMATION, "fixed": fixed}
    return tuple(
        questions.BidQuestion(reference=name, words=words, **{**usual, **fields})  # type: ignore[arg-type]
        for name, words, fields in rows
    )


_Asked = tuple[str, str, Mapping[str, object]]
"""A question of a part: its reference, its words, and the fields that are not the usual ones."""
_EACH: Final[Mapping[str, object]] = {"of": questions.WhoAnswers.EACH_RELIED_ON}
_YES_NO: Final[Mapping[str, object]] = {"asks_for": questions.AnswerKind.YES_NO}
_JUDGED: Final[Mapping[str, object]] = {"kind": questions.QuestionKind.PASS_OR_FAIL}
# Audited accounts cannot be required of every firm (section 22(3) and (4)), so what it gives is weighed.
_MEANS: Final[Mapping[str, object]] = {**_JUDGED, "if_missed": questions.IfMissed.IS_CONSIDERED}
_WANTS_YES: Final[Mapping[str, object]] = {**_JUDGED, **_YES_NO, "rule": PassIfIn(values=("yes",))}
_EACH_WANTS_YES: Final[Mapping[str, object]] = {**_EACH, **_WANTS_YES}
_WANTS_NO: Final[Mapping[str, object]] = {**_JUDGED, **_YES_NO, "rule": PassIfIn(values=("no",))}
_SIZE: Final[Mapping[str, object]] = {**_EACH, "asks_for": questions.AnswerKind.OPTION, "options": tuple(
    questions.AnswerOption(reference=size, words=f"{size.capitalize()} enterprise")
    for size in ("micro", "small", "medium", "large"))}  # fmt: skip
# A promise passes too: section 22(3)(b) lets no authority ask for the contract's insurance before the award.
_COVER: Final[Mapping[str, object]] = {**_JUDGED, "asks_for": questions.AnswerKind.OPTION, "options": (
    questions.AnswerOption(reference=HOLDS, words="We hold it"),
    questions.AnswerOption(reference=WILL_HOLD, words="We will hold it in time"),
    questions.AnswerOption(reference="no", words="We will not hold it"))}  # fmt: skip


def _if_yes(name: str) -> Mapping[str, object]:
    return {"asked_if": (questions.AskedIf(question=name, is_in=("yes",)),)}


# fmt: off
_GROUP: Final[tuple[_Asked, ...]] = (
    ("group", "Do you bid as a group?", _YES_NO),
    ("group-members", "Who are its members, and who does what?", _if_yes("group")),
    ("relies-on-others", "Do you rely on other firms to meet the conditions?", _YES_NO),
    ("relied-on", "On which firms, and for what?", _if_yes("relies-on-others")),
    ("sub-contracts", "Will you use sub-contractors?", _YES_NO),
    ("sub-contractors", "Which ones, and for what?", _if_yes("sub-contracts")),
)
_EXCLUSION: Final = "Part 2: exclusion grounds"
# A supplier is heard on what it has put right before it is left out: section 58, regulation 57(11) to (17).
_PUT_RIGHT: Final[_Asked] = ("put-right", "For each yes: what happened, and what have you done about it?",
                             {**_EACH, "help": "Write none where every answer is no"})
_SQ: Final = (
    *_part("Part 1: about you",
        ("name", "Full name", _EACH),
        ("address", "Registered or head office", _EACH),
        ("status", "Legal form", _EACH),
        ("number", "Number on a register of companies or charities", {**_EACH, "help": "Write none if none"}),
        ("control", "Who owns or controls you?", _EACH),
        ("size", "Size", _SIZE),
        ("contact", "Who answers questions about this form?", _EACH),
        *_GROUP,
        ("declaration", "Are your answers correct, and will you send evidence if asked?", _EACH_WANTS_YES)),
    *_part(_EXCLUSION,
        # From the rows, so that a ground of the law cannot be left out of the form.
        *((each.code, f"Does this apply to you: {each.what}?", {**_EACH, **_WANTS_NO, "ground": each.code})
          for each in (row.value for row in PUBLIC_CONTRACTS_2015.rows) if isinstance(each, ExclusionGround)),
        _PUT_RIGHT),
)
_PSQ: Final = (
    *_part("Part 1: information on the central platform",
        ("name", "Full name", _EACH),
        ("identifier", "Identifier on the central platform", _EACH),
        ("shared", "Is your core supplier information up to date, and shared with us?", _EACH_WANTS_YES),
        *_GROUP),
    *_part(_EXCLUSION,
        ("grounds-shared", "Does the information you shared say that a ground for exclusion applies?",
         {**_EACH, **_WANTS_NO, "if_missed": questions.IfMissed.IS_CONSIDERED}),
        ("associated-shared", "Have all firms you rely on to meet the conditions shared theirs?",
         {**_WANTS_YES, **_if_yes("relies-on-others")}),
        # Section 28(1): sub-contractors are searched for on the list, relied on or not.
        ("debarred", "Is one of your sub-contractors on the debarment list?",
         {**_WANTS_NO, **_if_yes("sub-contracts"), "ground": "debarred"}),
        _PUT_RIGHT),
)
_ABILITY: Final = _part("Part 3: standing and ability",
    ("accounts", "Accounts of the last two years, or what else shows your standing",
     {**_MEANS, "asks_for": questions.AnswerKind.DOCUMENT}),
    ("turnover", "Turnover of the last two years", {**_MEANS, "asks_for": questions.AnswerKind.YEARLY}),
    ("guarantee", "Would a parent company or another give a guarantee?", _YES_NO),
    ("employers-liability", "Employer's liability insurance", {
        **_COVER, "rule": Cover(kind="employers-liability", at_least=pounds(5_000_000))}),
    ("public-liability", "Public liability insurance", _COVER),
    ("professional-indemnity", "Professional indemnity insurance", _COVER),
    ("experience", "Up to three contracts that show you can do this one", _JUDGED),
    ("supply-chain", "How do you look after your sub-contractors?", {**_JUDGED, **_if_yes("sub-contracts")}),
    ("health-and-safety", "How do you keep people safe and well at work?", _JUDGED),
    ("data-protection", "How do you protect personal data?", _JUDGED),
    ("slavery-duty", "Must you publish a statement on modern slavery?", _YES_NO),
    ("slavery-statement", "Is the last one published?", {**_WANTS_YES, **_if_yes("slavery-duty")}),
    fixed=False)
# fmt: on
