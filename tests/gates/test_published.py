"""The process as the public sees it."""

from datetime import date

from commissioning.cycle import Cycle
from commissioning.findings.finding import Severity
from commissioning.gates.published import ALWAYS_TOLD, not_judged
from commissioning.process import STANDARD
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.history import BroughtForward
from commissioning.records.live import KpiReport
from commissioning.records.tender import InvitationToTender
from commissioning.stages import During, Opens, Stage

PUBLIC = STANDARD.as_published()


def begun(**given):
    """The beginning of a history that is read from notices."""
    return BroughtForward(on=date(2024, 5, 1), because="only what was published is held", **given)


def award():
    return AwardRecommendation(
        on=date(2024, 6, 1), reference="R", awards=(LotAward(provider="Alder"),)
    )


def test_public_process_is_one_value():
    """Files of two libraries that mean it must compare equal."""
    assert PUBLIC.as_published() is PUBLIC
    assert STANDARD.as_published() == PUBLIC
    assert PUBLIC != STANDARD
    assert (PUBLIC.public, STANDARD.public) == (True, False)


def test_public_cycle_has_one_standing_warning_that_names_what_is_not_asked_for():
    """Whoever reads no finding must know what was not looked at."""
    (warning,) = Cycle("Care", process=PUBLIC).standing()
    assert (warning.code, warning.severity) == ("not-published", Severity.WARNS)
    assert warning.message == (
        "This cycle is judged by its notices alone. They never show an approval "
        "to award, an approval to procure, an interview, a procurement strategy, a service specification and "
        "2 more, so these are not asked for"
    )
    assert STANDARD.standing() == ()


def test_step_rests_only_on_what_is_always_told():
    """An award behind which no approval is published is not an award without approval."""
    kept = {kind for step in PUBLIC.steps for kind in step.rests_on}
    assert kept <= ALWAYS_TOLD
    assert kept


def test_award_may_pass_over_stages_that_no_notice_shows():
    """Award notices stand alone on the older portal: no notice there told of the evaluation."""
    first = begun(stage=Stage.SPECIFICATION)
    standard = Cycle.audit("Care", (first, award()))
    public = Cycle.audit("Care", (first, award()), process=PUBLIC)
    assert "route-undecided" in {found.code for found in standard.findings if found.blocks}
    assert [found.code for found in public.findings if found.blocks] == []
    assert public.cycle.stage is Stage.AWARD


def test_invitation_after_the_award_is_still_out_of_order():
    """Order is judged: only the gaps are not."""
    late = InvitationToTender(on=date(2024, 7, 1))
    found = Cycle.audit(
        "Care", (begun(stage=Stage.SPECIFICATION), award(), late), process=PUBLIC
    ).findings
    assert "stage-order" in {each.code for each in found if each.blocks}


def test_records_of_a_running_contract_may_come_from_the_award_on():
    """No notice says that a service went live."""
    report = PUBLIC.step(KpiReport).where
    assert isinstance(report, During)
    assert Stage.AWARD in report.stages
    assert Stage.ENDED in report.stages
    opening = PUBLIC.step(AwardRecommendation).where
    assert isinstance(opening, Opens)
    assert opening.passes_over


def test_every_gate_that_is_not_judged_is_asked_by_the_standard_process():
    """A gate that has gone from the table must go from here too."""
    asked = {condition for step in STANDARD.steps for condition in step.conditions}
    by_law = {gate for gate in not_judged() if gate not in asked}
    assert {gate.name for gate in by_law} == {
        "all_that_is_asked_for_is_stated",
        *(gate.name for gate in by_law if hasattr(gate, "condition")),
    }
