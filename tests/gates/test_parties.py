"""Lists of parties: whoever took part is told, opened and invited, and nobody else is."""

from datetime import timedelta

import pytest
from attrs import evolve

from commissioning import (
    Challenge,
    Clarification,
    ContractSigned,
    Cycle,
    ExclusionsDecided,
    GroundFound,
    IntentionToAward,
    InterviewInvitation,
    InvitationReissued,
    InvitationToTender,
    PriceDecision,
    Route,
    ServiceSpecification,
    Shortlist,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.records.history import BroughtForward
from commissioning.records.tender import PriceOutcome
from commissioning.stages import Stage
from commissioning.testing import Scenario, make, story
from commissioning.testing.stories.main_line import main_line
from commissioning.testing.stories.story import COUNCIL

THREE = ("alder", "birch", "cedar")
OPEN = Scenario(route=Route.open(), providers=THREE)
RESTRICTED = Scenario(route=Route.restricted(interviews=True), providers=THREE)


def audited(*records):
    return Cycle.audit("Lists of parties", records, buyers=(COUNCIL,)).cycle


def up_to(kind, scenario=OPEN):
    """The records before the first of a kind, and that record."""
    line = []
    for record in main_line(scenario):
        if type(record) is kind:
            return tuple(line), record
        line.append(record)
    raise LookupError(kind)


def new_codes(records, record, **changed):
    """The codes that a change to a record adds to those it has anyway."""
    cycle = audited(*records)
    usual = {finding.code for finding in cycle.findings(record)}
    return {finding.code for finding in cycle.findings(evolve(record, **changed))} - usual


def texts(records, record, **changed):
    cycle = audited(*records)
    usual = {str(finding) for finding in cycle.findings(record)}
    found = [str(finding) for finding in cycle.findings(evolve(record, **changed))]
    return [finding for finding in found if finding not in usual]


class TestLetters:
    """Letters about the award go to everyone who tendered."""

    def test_letters_to_the_winner_alone_are_refused(self):
        """Those who lost would hear of it when it is too late to object."""
        records, letters = up_to(IntentionToAward)
        assert texts(records, letters, told=("alder",)) == [
            "No letter goes to birch and cedar, who tendered for the procurement. Write to every "
            "tenderer, and date the letters the day the last was sent."
        ]

    def test_letters_to_somebody_who_never_tendered_are_refused(self):
        """A letter to a stranger gives away who bid."""
        records, letters = up_to(IntentionToAward)
        assert texts(records, letters, told=(*THREE, "ghost")) == [
            "The letters go to ghost, who took no part in the competition. Leave them out, or correct "
            "the reference."
        ]

    def test_letters_to_the_winner_alone_start_no_standstill(self):
        """The days to object cannot run for those who do not know."""
        records, letters = up_to(IntentionToAward)
        alone = audited(*records, evolve(letters, told=("alder",)))
        on = letters.on + timedelta(60)
        assert "standstill-not-started" in {f.code for f in alone.findings(ContractSigned, on)}
        rest = evolve(letters, on=letters.on + timedelta(7), told=("birch", "cedar"))
        both = audited(*alone.records, rest)
        assert "bidder-not-told" not in {f.code for f in alone.findings(rest)}
        assert "standstill-not-started" not in {f.code for f in both.findings(ContractSigned, on)}
        (running,) = [
            finding
            for finding in both.findings(ContractSigned, rest.on)
            if finding.code == "standstill-running"
        ]
        assert running.earliest > rest.on + timedelta(10)

    def test_second_round_of_letters_cannot_count_later_ones(self):
        """On the day of the first letter, the second was not written."""
        records, letters = up_to(IntentionToAward)
        rest = evolve(letters, on=letters.on + timedelta(7), told=("birch", "cedar"))
        first = evolve(letters, told=("alder",))
        found = {finding.code for finding in audited(*records, rest).findings(first)}
        assert "bidder-not-told" in found

    def test_letters_that_name_nobody_are_taken_to_have_gone_to_all(self):
        """Most sources say that bidders were told, and not who they were."""
        records, letters = up_to(IntentionToAward)
        assert new_codes(records, letters, told=()) == set()

    @pytest.mark.parametrize(
        ("out", "owed"),
        [
            (lambda on: TenderWithdrawn(on=on, provider="cedar"), False),
            (lambda on: ExclusionsDecided(on=on, considered=("cedar",), found=(GroundFound(
                provider="cedar", ground="theft", left_out=True, because="a conviction"),)), False),
            (lambda on: PriceDecision(on=on, provider="cedar", outcome=PriceOutcome.UNLAWFUL,
                                      because="below the minimum wage"), True),
        ],
        ids=("withdrew", "excluded", "price refused"),
    )  # fmt: skip
    def test_tenderer_that_left_is_owed_no_letter_and_one_refused_is(self, out, owed):
        """Whoever is told that its price was refused may object to that."""
        records, letters = up_to(IntentionToAward)
        held = audited(*records, out(letters.on))
        found = {f.code for f in held.findings(evolve(letters, told=("alder", "birch")))}
        assert ("bidder-not-told" in found) is owed

    def test_candidates_that_did_not_tender_may_be_told(self):
        """Whoever was not shortlisted may be told with the others."""
        records, letters = up_to(IntentionToAward, RESTRICTED)
        without = [
            r for r in records if not (isinstance(r, TenderReceived) and r.provider == "cedar")
        ]
        found = {f.code for f in audited(*without).findings(evolve(letters, told=THREE))}
        assert "told-without-tender" not in found

    def test_history_brought_forward_does_not_know_who_took_part(self):
        """The list of bidders is in the file that is kept elsewhere."""
        _, letters = up_to(IntentionToAward)
        begun = BroughtForward(on=letters.on, stage=Stage.AWARD, because="kept on paper")
        found = {f.code for f in audited(begun).findings(letters)}
        assert "told-without-tender" not in found


class TestOpening:
    """Tenders are opened together."""

    def test_tender_left_out_of_the_opening_is_refused(self):
        """It could be opened later, by somebody who has seen the others."""
        records, opening = up_to(TenderOpening)
        assert texts(records, opening, tenders=("alder", "birch")) == [
            "The tender of cedar was received, but is not among those opened. Open every tender "
            "together, or record why one is rejected."
        ]

    def test_opening_that_names_no_tender_opens_all(self):
        """Most minutes say that the tenders were opened."""
        records, opening = up_to(TenderOpening)
        assert new_codes(records, opening, tenders=()) == set()

    def test_withdrawn_tender_stays_shut(self):
        """It is sent back."""
        records, opening = up_to(TenderOpening)
        gone = (*records, TenderWithdrawn(on=opening.on, provider="cedar"))
        assert new_codes(gone, opening, tenders=("alder", "birch")) == set()


class TestInvited:
    """The shortlist is invited, whole and alone."""

    def test_invitation_beside_the_shortlist_is_refused(self):
        """Selection would count for nothing."""
        records, invitation = up_to(InvitationToTender, RESTRICTED)
        assert texts(records, invitation, invited=(*THREE, "larch")) == [
            "Larch is invited to tender, but is not on the shortlist. Leave them out, or correct the "
            "provider's reference."
        ]

    @pytest.mark.parametrize(
        ("invited", "said"),
        [
            (("alder", "birch"), "Cedar is on the shortlist, but is not invited to tender."),
            (("alder",), "Birch and cedar are on the shortlist, but are not invited to tender."),
        ],
        ids=("one", "two"),
    )
    def test_somebody_shortlisted_and_not_invited_is_reported(self, invited, said):
        """They were told that they would be."""
        records, invitation = up_to(InvitationToTender, RESTRICTED)
        (text,) = texts(records, invitation, invited=invited)
        assert text == f"{said} Invite everyone on the shortlist."

    def test_later_round_may_invite_fewer(self):
        """Best and final offers are asked of those who are left."""
        cycle = story(RESTRICTED, after=TenderOpening)
        again = cycle.record(make(InvitationReissued, Scenario.of(cycle), on=cycle.last_on))
        old = cycle.expect(InvitationToTender)
        final = evolve(
            make(InvitationToTender, Scenario.of(again), on=cycle.last_on),
            method=old.method, price_formula=old.price_formula, invited=("alder",), reference="",
        )  # fmt: skip
        assert "shortlisted-not-invited" not in {f.code for f in again.findings(final)}

    def test_interview_of_somebody_without_a_tender_is_refused(self):
        """There is nothing to hear about."""
        records, invitation = up_to(InterviewInvitation, RESTRICTED)
        assert texts(records, invitation, providers=(*THREE, "larch")) == [
            "Larch is invited to interview, but no tender of theirs is recorded. Record the tender "
            "received, or correct the provider's reference."
        ]
        bare = [r for r in records if not isinstance(r, TenderReceived)]
        assert new_codes(bare, invitation, providers=("larch",)) == set()

    def test_shortlist_is_not_asked_for_where_there_is_none(self):
        """In an open procedure anybody may be named."""
        records, invitation = up_to(InvitationToTender)
        assert not any(isinstance(record, Shortlist) for record in records)
        assert new_codes(records, invitation, invited=("alder",)) == set()


def test_answer_to_one_bidder_is_refused_unless_it_is_waived():
    """What one bidder knows and the others do not decides competitions."""
    cycle = story(OPEN, after=InvitationToTender)
    answer = Clarification(
        on=cycle.last_on, question="May staff share cars?", answer="Yes.", sent_to_all=False
    )
    (finding,) = cycle.findings(answer)
    day = cycle.last_on
    assert str(finding) == (
        f"The answer of {day.day} {day:%B %Y} did not go to every bidder. Send the question and the "
        "answer to all, or record a waiver that says why it is confidential to one."
    )
    assert finding.waivable
    assert cycle.findings(evolve(answer, sent_to_all=True)) == ()


class TestChallengers:
    """A challenger took part, or is stated to be an outsider."""

    def found(self, cycle, **fields):
        challenge = Challenge(
            on=cycle.last_on,
            reference="X1",
            about_what="the marks",
            **{"provider": "larch", **fields},
        )
        return [f for f in cycle.findings(challenge) if f.code == "challenger-took-no-part"]

    def test_challenger_that_took_no_part_is_reported(self):
        """It may be a slip in the reference, and decides whether the claim is heard at all."""
        (finding,) = self.found(story(OPEN, after=IntentionToAward))
        assert not finding.blocks
        assert str(finding) == (
            "Larch challenges the procurement, but took no part in it. Correct the reference, or state "
            "that the challenger is an outsider."
        )

    @pytest.mark.parametrize(
        "fields",
        [{"provider": "birch"}, {"took_part": False}, {"provider": None}, {"provider": ""}],
        ids=("bidder", "outsider", "not named", "named by nothing"),
    )
    def test_bidder_an_outsider_and_one_not_named_are_accepted(self, fields):
        """All three happen."""
        assert self.found(story(OPEN, after=IntentionToAward), **fields) == []

    def test_before_anybody_has_taken_part_nobody_is_a_stranger(self):
        """A challenge may come from the first notice."""
        assert self.found(story(OPEN, after=ServiceSpecification)) == []
