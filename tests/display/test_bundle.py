"""The papers that a challenge is about, with their digests."""

from datetime import timedelta

import pytest

from commissioning.cycle import Cycle
from commissioning.display.bundle import Manifest, bundle
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.challenge import Challenge, ChallengePoint, ClaimIssued
from commissioning.records.history import BroughtForward
from commissioning.records.panel import DeclarationOfInterest, MarkCorrected, Moderation, ScoreSheet
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.testing import Scenario, make, story
from commissioning.values.canonical import digest


def challenged(*points: ChallengePoint) -> Cycle:
    """A procurement whose letters have gone out, challenged on these points and taken to court."""
    cycle = story(Scenario(), after=IntentionToAward)
    assert cycle.last_on is not None
    day = cycle.last_on + timedelta(days=1)
    letter = make(Challenge, on=day, reference="X", points=points)
    other = make(Challenge, on=day, reference="Y")
    return cycle.record(letter, other, ClaimIssued(on=day, challenge="X"))


def kinds(manifest: Manifest) -> dict[type[Record], str]:
    return {type(paper.record): paper.because for paper in manifest.papers}


def test_bundle_lists_what_a_point_is_about_and_nothing_of_other_criteria():
    """Disclosure by hand takes weeks and misses the sheet that matters."""
    quality = story(Scenario(), after=ScoreSheet).every(ScoreSheet)[0].marks[0].criterion
    point = ChallengePoint(reference="P1", words="too low", criterion=quality)
    cycle = challenged(point)
    manifest = bundle(cycle, "X")

    found = kinds(manifest)
    assert found[ScoreSheet] == found[Moderation] == f"marks for {quality}"
    assert found[ClaimIssued] == found[Challenge] == "the challenge"
    assert found[IntentionToAward] == "the award"
    assert {paper.record for paper in manifest.papers} <= set(cycle.records)
    assert len([p for p in manifest.papers if isinstance(p.record, Challenge)]) == 1
    assert all(paper.digest == digest(paper.record) for paper in manifest.papers)
    sheets = [p.record for p in manifest.papers if isinstance(p.record, ScoreSheet)]
    marked = [s for s in cycle.every(ScoreSheet) if any(m.criterion == quality for m in s.marks)]
    assert sheets == marked
    assert len(sheets) < len(cycle.every(ScoreSheet))


def test_bundle_of_a_point_about_a_record_lists_that_record():
    """A point about the recommendation is answered with the recommendation and not with the marks."""
    named = story(Scenario(), after=IntentionToAward).expect(AwardRecommendation).reference
    cycle = challenged(ChallengePoint(reference="P1", words="no reasons", about_record=named))
    found = kinds(bundle(cycle, "X"))
    assert found[AwardRecommendation] == "named in a point"
    assert ScoreSheet not in found
    assert Moderation not in found


def test_bundle_takes_in_the_interests_and_corrections_of_the_panel():
    """Whether a marker had an interest is the second question after the mark."""
    cycle = story(Scenario(), after=ScoreSheet)
    sheet = cycle.every(ScoreSheet)[0]
    mark = sheet.marks[0]
    declared = make(
        DeclarationOfInterest, on=cycle.last_on, panel=sheet.panel, member=sheet.assessor
    )
    corrected = MarkCorrected(
        on=sheet.on, panel=sheet.panel, assessor=sheet.assessor, provider=sheet.provider,
        corrected=mark, because="misread",
    )  # fmt: skip
    point = ChallengePoint(reference="P1", words="too low", criterion=mark.criterion)
    letter = make(Challenge, on=cycle.last_on, reference="X", points=(point,))
    found = kinds(bundle(cycle.record(declared, corrected, letter), "X"))
    assert found[DeclarationOfInterest] == f"panel {sheet.panel}"
    assert found[MarkCorrected] == f"marks for {mark.criterion}"


def test_bundle_holds_the_papers_that_were_brought_forward():
    """The sheets of an earlier system are as much in question as those entered here."""
    told = story(Scenario(), after=IntentionToAward)
    sheet = told.every(ScoreSheet)[0]
    begun = make(BroughtForward, on=told.last_on, stage=Stage.AWARD, carries=(sheet,))
    point = ChallengePoint(reference="P1", words="low", criterion=sheet.marks[0].criterion)
    letter = make(Challenge, on=told.last_on, reference="X", points=(point,))
    papers = bundle(Cycle("Day centre").record(begun, letter), "X").papers
    assert [paper.record for paper in papers] == [sheet, letter]


def test_bundle_shows_itself_as_a_table():
    """A list for a solicitor is a table with a digest a row."""
    manifest = bundle(challenged(), "X")
    assert repr(manifest) == f"<Manifest of challenge X: {len(manifest.papers)} records>"
    table = manifest.table()
    assert [column.name for column in table.columns] == [
        "record",
        "on",
        "reference",
        "because",
        "digest",
    ]
    assert len(table.rows) == len(manifest.papers)
    assert "<table" in manifest._repr_html_()


def test_bundle_of_no_challenge_is_refused():
    """An empty list would read as if there were nothing to disclose."""
    with pytest.raises(LookupError, match="no challenge"):
        bundle(challenged(), "Z")
    with pytest.raises(LookupError):
        bundle(Cycle("Day centre"), "X")
