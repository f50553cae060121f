"""What changed between two versions of a specification."""

from datetime import date

from attrs import evolve

from commissioning.planning.specification_changes import ChangeKind, changes_between
from commissioning.records.bands import Band, Target
from commissioning.records.kpis import Kpi
from commissioning.records.specification import (
    Commitment,
    Lot,
    Outcome,
    Requirement,
    ServiceSpecification,
    Standard,
    StandardKind,
    Strength,
    Volume,
)
from commissioning.values.money import pounds

FIRST = ServiceSpecification(
    on=date(2022, 4, 1),
    divided_into=(Lot(reference="N1", title="Neighbourhood 1", annual_value=pounds(2_500_000)),),
    outcomes=(Outcome(reference="well", words="people live well"),),
    requirements=(
        Requirement(reference="team", words="a small team", strength=Strength.SHOULD),
        Requirement(reference="old", words="keep paper records"),
    ),
    standards=(Standard(reference="aid", title="First aid", kind=StandardKind.TRAINING),),
    volumes=(Volume(what="hours", amount=1000, lot="N1"), Volume(what="people", amount=50)),
    kpis=(
        Kpi(
            reference="k1",
            title="continuity",
            numerator="visits",
            targets=(Target(value=80),),
            bands=(Band(name="Good", low=80), Band(name="Poor", high=80)),
        ),
    ),
    commitments=(Commitment(reference="care", words="no reduction in care"),),
)


def test_each_change_is_said_in_words():
    """A provider reads this, not two documents of eighty pages side by side."""
    second = evolve(
        FIRST,
        version=2,
        divided_into=(evolve(FIRST.divided_into[0], annual_value=pounds(2_600_000)),),
        requirements=(
            evolve(FIRST.requirements[0], strength=Strength.MUST, themes=("regular",)),
            Requirement(reference="new", words="an app for families", themes=("informed",)),
        ),
        volumes=(Volume(what="hours", amount=1200, lot="N1"),),
        kpis=(
            evolve(
                FIRST.kpis[0],
                targets=(Target(value=85), Target(value=90, from_year=2)),
                statutory=True,
            ),
        ),
        commitments=(Commitment(reference="care", words="no reduction in care", at_least=1000),),
    )
    made = changes_between(FIRST, second)
    assert str(made) == (
        "from version 1 to version 2:\n"
        "  - lot N1 changed: annual value now £2,600,000 (was £2,500,000)\n"
        "  - requirement team changed: strength now must (was should); themes now regular\n"
        "  - requirement new added: an app for families\n"
        "  - requirement old removed: keep paper records\n"
        "  - volume hours, N1 changed: amount now 1,200 (was 1,000)\n"
        "  - volume people removed: 50 people a year\n"
        "  - KPI k1 changed: targets now 85 from year 1, 90 from year 2 (was 80 from year 1); "
        "statutory now yes (was no)\n"
        "  - commitment care changed: at least now 1,000"
    )
    assert made.changes[2].themes == ("informed",)
    assert made.table().to_dicts()[2] == {
        "part": "requirement",
        "reference": "new",
        "change": "added",
        "what": "an app for families",
        "themes": "informed",
    }


def test_day_that_changes_is_said_in_words():
    """Every other day that an officer reads is written out."""
    later = evolve(FIRST, version=2, kpis=(evolve(FIRST.kpis[0], grace_until=date(2022, 6, 30)),))
    assert str(changes_between(FIRST, later).changes[0]) == (
        "KPI k1 changed: grace until now 30 June 2022"
    )


def test_removal_from_a_part_is_reported_too():
    """A theme quietly dropped is as much a change as one taken up."""
    themed = evolve(FIRST, requirements=(evolve(FIRST.requirements[0], themes=("regular",)),))
    plain = evolve(FIRST, version=2, requirements=(FIRST.requirements[0],))
    assert str(changes_between(themed, plain).changes[0]) == (
        "requirement team changed: themes no longer regular"
    )


def test_notebook_shows_the_changes_as_a_table():
    """Words typed by officers are escaped on the way."""
    tagged = evolve(FIRST, version=2, outcomes=(Outcome(reference="well", words="<b>well</b>"),))
    page = changes_between(FIRST, tagged)._repr_html_()
    assert "<caption>From version 1 to version 2</caption>" in page
    assert "&lt;b&gt;well" in page


def test_same_twice_is_no_change():
    """Approving a draft as it stands is a new version with nothing new in it."""
    assert str(changes_between(FIRST, evolve(FIRST, version=2))) == (
        "version 2 is the same as version 1"
    )


def test_changes_one_way_are_undone_the_other_way():
    """What one version adds the other removes; nothing is lost in between."""
    empty = ServiceSpecification(on=FIRST.on, version=2)
    there = changes_between(empty, FIRST).changes
    back = changes_between(FIRST, empty).changes
    assert {change.kind for change in there} == {ChangeKind.ADDED}
    assert {change.kind for change in back} == {ChangeKind.REMOVED}
    assert [change.reference for change in there] == [change.reference for change in back]
    assert len(there) == 9
