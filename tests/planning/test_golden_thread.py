"""The golden thread, and what changed between two versions of a specification."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.ledger.record_finder import latest
from commissioning.planning.golden_thread import thread, threaded
from commissioning.planning.thread_points import PointKind, gathered, you_said_we_did
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.engagement import (
    ConsultationReport,
    EngagementMeeting,
    MarketEngagement,
    Theme,
    ThemeAnswer,
    YouSaidWeDid,
)
from commissioning.records.kpis import Kpi, Measurement
from commissioning.records.live import KpiReport
from commissioning.records.methods import WeightedSum
from commissioning.records.needs import Need, NeedsAssessment, Objective
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.specification import (
    Outcome,
    Requirement,
    ServiceSpecification,
    Standard,
    StandardKind,
    Strength,
)
from commissioning.records.tender import InvitationToTender
from commissioning.values.scales import ZERO_TO_FIVE

NEEDS = NeedsAssessment(
    on=date(2021, 9, 1),
    objectives=(Objective(reference="quality", words="improving service quality"),),
    needs=(Need(reference="home", words="care at home", objectives=("quality",)),),
)
REPORT = ConsultationReport(
    on=date(2022, 1, 10),
    reference="report",
    consultation="survey",
    themes=(Theme(reference="team", words="a regular team"),),
)
DRAFT = ServiceSpecification(
    on=date(2022, 4, 1),
    outcomes=(Outcome(reference="well", words="people live well", needs=("home",)),),
    requirements=(
        Requirement(
            reference="small-team",
            words="a small team for each person",
            strength=Strength.SHOULD,
            outcomes=("well",),
        ),
    ),
)
FINAL = evolve(
    DRAFT,
    on=date(2022, 6, 1),
    version=2,
    requirements=(evolve(DRAFT.requirements[0], strength=Strength.MUST, themes=("team",)),),
    kpis=(
        Kpi(
            reference="continuity",
            title="continuity of care",
            numerator="visits by the team",
            denominator="visits",
            requirements=("small-team",),
        ),
    ),
)
INVITATION = InvitationToTender(
    on=date(2022, 8, 22),
    method=WeightedSum(
        criteria=(
            Criterion(
                reference="q1",
                title="continuity",
                weight=60,
                scale=ZERO_TO_FIVE,
                tests=("small-team",),
            ),
            Criterion(reference="price", title="price", weight=40, kind=CriterionKind.PRICE),
        )
    ),
    price_formula=LowestPriceProportional(),
    tenders_due_by=Deadline(day=date(2022, 9, 30)),
)
QUARTER = Period(date(2023, 4, 1), date(2023, 6, 30))
RETURN = KpiReport(
    on=date(2023, 7, 10),
    contract="c1",
    period=QUARTER,
    measurements=(Measurement(kpi="continuity", numerator=90, denominator=100),),
)
WHOLE = (NEEDS, REPORT, DRAFT, FINAL, INVITATION, RETURN)


def codes(records):
    return [(finding.code, finding.about) for finding in thread(records).findings()]


def message(records, about):
    return [str(finding) for finding in thread(records).findings() if finding.about == about]


def test_one_row_runs_from_the_objective_to_the_measurement():
    """An auditor asks why a figure is collected; the row is the whole answer."""
    assert thread(WHOLE).table().to_dicts() == [
        {
            "objective": "quality",
            "need": "home",
            "theme": "team",
            "outcome": "well",
            "requirement": "small-team",
            "criterion": "q1",
            "KPI": "continuity",
            "measurement": "c1/continuity",
        }
    ]
    assert codes(WHOLE) == []


def test_thread_is_followed_both_ways_from_any_point():
    """ "Why do we ask this?" and "what came of it?" are one question from two ends."""
    kinds = [point.kind for point in thread(WHOLE).trace("q1")]
    assert kinds == [
        PointKind.OBJECTIVE,
        PointKind.NEED,
        PointKind.THEME,
        PointKind.OUTCOME,
        PointKind.REQUIREMENT,
        PointKind.CRITERION,
    ]
    assert len(thread(WHOLE).trace("home")) == 7
    with pytest.raises(LookupError) as missing:
        thread(WHOLE).trace("q9")
    assert str(missing.value) == "No point of the thread has the reference 'q9'."


LONELY = Need(reference="company", words="company")


@pytest.mark.parametrize(
    ("records", "about", "told"),
    [
        ((evolve(NEEDS, needs=(*NEEDS.needs, LONELY)),), "company",
         ['The need "company" names no objective. Name the objectives it serves.']),
        ((evolve(NEEDS, needs=(evolve(NEEDS.needs[0], objectives=()),)),), "quality",
         ['No need serves the objective "quality". Say which needs serve it.']),
        ((evolve(NEEDS, needs=(*NEEDS.needs, evolve(LONELY, objectives=("quality",)))), FINAL),
         "company", ['No outcome addresses the need "company". Add an outcome that does.']),
        ((NEEDS, evolve(FINAL, outcomes=(*FINAL.outcomes, Outcome(reference="x", words="x")))), "x",
         ['The outcome "x" names no need. Name the needs it meets, or leave it out.',
          'No requirement pursues the outcome "x". Add a requirement that does.']),
        ((NEEDS, evolve(FINAL, kpis=(), requirements=(Requirement(reference="r", words="x"),)),
          INVITATION), "r",
         [(
              'The requirement "r" names no outcome, theme or standard. Say what it is for, or '
              "leave it out."
          ),
          (
              'No criterion tests the requirement "r" and no KPI watches it, although it binds '
              "the provider. Test it in the invitation, watch it with a KPI, or make it "
              "guidance."
          )]),
        ((NEEDS, FINAL, evolve(INVITATION, method=WeightedSum(criteria=(
            Criterion(reference="q2", title="x", weight=60, scale=ZERO_TO_FIVE),
            INVITATION.method.criteria[1])))), "q2",
         ['The criterion "q2" names no requirement. Name the requirements it tests.']),
        ((NEEDS, evolve(FINAL, kpis=(evolve(FINAL.kpis[0], requirements=()),))), "continuity",
         ['The KPI "continuity" names no requirement. Name the requirements it watches.']),
        ((NEEDS, REPORT, evolve(FINAL, kpis=(*FINAL.kpis, evolve(FINAL.kpis[0], reference="k2"))),
          RETURN), "k2", ['There is no measurement of the KPI "k2" yet. Ask for a return.']),
        ((NEEDS, FINAL), "small-team",
         [(
              'The requirement "small-team" refers to the theme "team", which is not recorded. '
              'Record the theme "team", or correct the reference.'
          )]),
        ((NEEDS, REPORT, DRAFT), "team",
         [(
              'The theme "team" (a regular team) changed no requirement and has no answer yet. '
              "Answer it with a requirement, or tell people why not."
          )]),
        ((NEEDS, REPORT, FINAL, evolve(RETURN, measurements=(
            Measurement(kpi="k9", value=1),))), "c1/k9",
         [(
              'The measurement "c1/k9" refers to the KPI "k9", which is not recorded. Record '
              'the KPI "k9", or correct the reference.'
          )]),
    ],
)  # fmt: skip
def test_loose_end_is_told_with_what_would_tie_it(records, about, told):
    """At either end: what rests on nothing, and what nothing takes up."""
    assert message(records, about) == told


def test_links_of_a_later_stage_are_not_missing_yet():
    """While needs are being gathered nobody can have written the outcomes."""
    assert codes((NEEDS,)) == []
    assert codes((NEEDS, REPORT)) == []
    assert codes((NEEDS, DRAFT)) == []


def test_without_objectives_a_need_serves_none():
    """A council may begin with needs; then there is no objective it could have named."""
    assert codes((evolve(NEEDS, objectives=(), needs=(LONELY,)),)) == []


def test_requirement_may_rest_on_a_standard_alone():
    """Paying the Living Wage may come from the charter and from nobody's survey."""
    charter = Standard(reference="charter", title="the charter", kind=StandardKind.CHARTER)
    paid = Requirement(
        reference="paid", words="pay it", strength=Strength.SHOULD, standards=("charter",)
    )
    made = evolve(FINAL, standards=(charter,), requirements=(*FINAL.requirements, paid))
    assert codes((NEEDS, REPORT, made, INVITATION, RETURN)) == []


def test_price_tests_nothing_and_is_no_loose_end():
    """Money is judged by its formula, not by a requirement."""
    made = thread((NEEDS, REPORT, FINAL, INVITATION))
    assert [s.of(PointKind.CRITERION)[0].reference for s in made.strands] == ["q1"]


def test_theme_that_was_refused_with_a_reason_is_answered():
    """People are owed an answer, not agreement."""
    answer = YouSaidWeDid(
        on=date(2022, 5, 1),
        report="report",
        answers=(ThemeAnswer(theme="team", taken_up=False, because="the teams are already small"),),
    )
    assert codes((NEEDS, REPORT, answer, DRAFT)) == []
    row = you_said_we_did((NEEDS, REPORT, answer, DRAFT)).to_dicts()[0]
    assert (row["taken up"], row["we did"]) == (False, "the teams are already small")


def test_promise_that_no_requirement_keeps_is_told():
    """ "We did" is only true once it stands in the specification."""
    promise = YouSaidWeDid(
        on=date(2022, 5, 1),
        report="report",
        answers=(ThemeAnswer(theme="team", taken_up=True, because="teams will be small"),),
    )
    assert message((NEEDS, REPORT, promise, DRAFT), "team") == [
        (
            'People were promised that the theme "team" (a regular team) is taken up, but no '
            "requirement answers it. Name the theme on the requirement that answers it, or "
            "correct the answer."
        )
    ]
    assert codes((NEEDS, REPORT, promise, FINAL)) == []


def test_you_said_we_did_shows_what_changed_between_the_versions():
    """The sentence people ask for: what we said, what you did, and where it can be read."""
    assert you_said_we_did((REPORT, DRAFT, FINAL)).to_dicts() == [
        {
            "theme": "team",
            "you said": "a regular team",
            "taken up": True,
            "we did": "a small team for each person",
            "requirements": "small-team",
            "changed": "version 2: requirement small-team changed: strength now must (was should); "
            "themes now team",
        }
    ]


def test_theme_without_any_answer_is_left_open():
    """An empty cell says that nothing has been decided, which "no" would not."""
    row = you_said_we_did((REPORT,)).to_dicts()[0]
    assert row["taken up"] is None


def test_voices_come_from_meetings_and_the_market_too():
    """A carers' group that meets weekly says more than any survey."""
    meeting = EngagementMeeting(on=date(2022, 2, 4), themes=(Theme(reference="a", words="a"),))
    forum = MarketEngagement(
        on=date(2022, 2, 10), method="forum", themes=(Theme(reference="b", words="b"),)
    )
    themes = thread((meeting, forum)).points
    assert [point.reference for point in themes] == ["a", "b"]


def test_year_of_returns_is_one_thread():
    """Fifty weekly figures of one KPI are one end, or the matrix would be unreadable."""
    again = evolve(RETURN, period=Period(date(2023, 7, 1), date(2023, 9, 30)), on=date(2023, 10, 9))
    point = thread((*WHOLE, again)).points[-1]
    assert point.words == "2 returns, the last for 1 July 2023 to 30 September 2023"


def test_loose_end_has_a_row_of_its_own():
    """What hangs together with no requirement must still be seen."""
    company = evolve(LONELY, objectives=("quality",))
    made = thread((evolve(NEEDS, needs=(*NEEDS.needs, company)), REPORT, FINAL))
    assert [row["need"] for row in made.table().to_dicts()] == ["home", "company"]
    assert made.table().to_dicts()[1]["objective"] == "quality"


def test_thread_is_printed_with_its_loose_ends():
    """An officer reads it in a terminal before anybody draws it."""
    assert str(thread((NEEDS, REPORT))) == (
        "objective  need  theme\n---------  ----  -----\nquality    home\n                 team"
    )
    shown = str(thread((NEEDS, REPORT, DRAFT)))
    assert shown.endswith(
        'loose ends:\n  - The theme "team" (a regular team) changed no requirement and has no answer yet. '
        "Answer it with a requirement, or tell people why not."
    )
    assert repr(thread(WHOLE)) == "<GoldenThread of 9 points and 7 links>"


def test_page_escapes_what_people_wrote():
    """Themes are typed by the public."""
    rude = evolve(REPORT, themes=(Theme(reference="t", words="<script>"),))
    page = thread((NEEDS, rude, DRAFT)).to_html()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<li>The theme &quot;t&quot;" in page
    shown = thread((NEEDS, rude, DRAFT))._repr_mimebundle_()["text/html"]
    assert page in shown
    assert "<script>" not in shown
    assert "<ul>" not in thread(WHOLE).to_html()


def test_chart_escapes_words_and_marks_what_is_loose():
    """Mermaid would take a quotation mark as the end of a box."""
    quoted = evolve(REPORT, themes=(Theme(reference="t", words='"#1"\n<b>'),))
    assert thread((NEEDS, quoted, DRAFT)).to_mermaid() == (
        "flowchart LR\n"
        "    classDef loose stroke-dasharray: 5 5\n"
        '    p0["objective quality: improving service quality"]\n'
        '    p1["need home: care at home"]\n'
        '    p2["theme t: #quot;#35;1#quot; #lt;b#gt;"]:::loose\n'
        '    p3["outcome well: people live well"]\n'
        '    p4["requirement small-team: a small team for each person"]\n'
        "    p0 --> p1\n"
        "    p1 --> p3\n"
        "    p3 --> p4"
    )


def test_chart_leaves_out_links_that_lead_nowhere():
    """They are findings; an arrow from nothing would be drawn as a box."""
    assert "theme" not in thread((NEEDS, FINAL)).to_mermaid()


def test_latest_version_for_some_lots_leaves_the_others():
    """A correction for one neighbourhood does not unwrite the rest."""
    whole = evolve(DRAFT, version=1)
    for_one = evolve(DRAFT, version=2, lots=("N1",))
    for_two = evolve(DRAFT, version=3, lots=("N1", "N2"))
    anew = evolve(DRAFT, version=4)

    def versions(*held):
        return [each.version for each in latest(held)]

    assert versions(whole, for_one) == [1, 2]
    assert versions(whole, for_one, for_two) == [1, 3]
    assert versions(whole, for_two, for_one) == [1, 3, 2]
    assert versions(whole, for_one, for_two, anew) == [4]


def test_cycle_gives_its_own_thread():
    """Developers ask the cycle, and what was set aside is not on it."""
    cycle = Cycle("Home care").record(NEEDS, DRAFT)
    assert threaded(cycle.ledger) == (NEEDS, DRAFT)
    assert cycle.thread().trace("small-team")[-1].reference == "small-team"


@given(st.data())
def test_every_point_is_on_some_row(data):
    """Nothing recorded may vanish from the matrix, whatever refers to whatever."""
    names = ["a", "b", "c", "d"]
    some = st.lists(st.sampled_from(names), unique=True, max_size=4).map(tuple)
    needs = NeedsAssessment(
        on=NEEDS.on,
        objectives=tuple(Objective(reference=name, words=name) for name in names),
        needs=tuple(Need(reference=name, words=name, objectives=data.draw(some)) for name in names),
    )
    outcomes = tuple(Outcome(reference=n, words=n, needs=data.draw(some)) for n in names)
    specification = ServiceSpecification(
        on=DRAFT.on,
        outcomes=outcomes,
        requirements=tuple(
            Requirement(reference=n, words=n, outcomes=data.draw(some), themes=data.draw(some))
            for n in names
        ),
        kpis=tuple(
            Kpi(reference=n, title=n, numerator=n, requirements=data.draw(some)) for n in names
        ),
    )
    made = thread((needs, specification))
    shown = {point for strand in made.strands for point in strand.points}
    assert shown == set(gathered((needs, specification)).points)
