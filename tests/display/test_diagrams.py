"""The state diagram as text and as a picture."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from attrs import frozen

from commissioning.display import diagram_mermaid, diagram_svg
from commissioning.process import Process, Step
from commissioning.records.ending import ReturnToStage
from commissioning.stages import LINE, Opens, Returns, Route, Stage

NAMESPACE = "{http://www.w3.org/2000/svg}"
STANDING = {"north": Stage.AWARD, "south & <east>": Stage.GO_LIVE, "west": Stage.ABANDONED}


@frozen(kw_only=True)
class RethinkOfEverythingThatWasEverSaidAboutThis(ReturnToStage):
    """A council's own way back, with a long name."""


OWN = Process.standard().with_steps(
    Step(
        "rethink",
        RethinkOfEverythingThatWasEverSaidAboutThis,
        Returns((Stage.AWARD,), to=Stage.NEEDS),
    )
)


def words_of(svg: str) -> list[str]:
    """What a reader of the picture sees."""
    return [
        "".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{NAMESPACE}text")
    ]


def test_mermaid_text_is_as_documented(golden: Callable[..., None]) -> None:
    """Pages that draw it themselves get the same line each time."""
    golden("stages.mmd", diagram_mermaid())


def test_mermaid_marks_where_lots_stand() -> None:
    """A filled state is where a lot is; none is filled without lots."""
    text = diagram_mermaid(route=Route.open(), stages=STANDING)
    assert text.endswith(
        "    classDef here fill:#1d70b8,color:#fff\n    class award,go_live,abandoned here\n"
    )
    assert "classDef" not in diagram_mermaid()
    assert "ssq" not in text


def test_mermaid_names_are_words_it_understands() -> None:
    """A hyphen in a state's name breaks the drawing."""
    for line in diagram_mermaid().splitlines()[1:]:
        if "-->" in line:
            ways = line.split(": ", 1)[0].split()
            assert all(name in {"[*]", "-->"} or name.isidentifier() for name in ways)


@pytest.mark.parametrize(("route", "way"), [
    (Route.framework(), "award --> go_live: opened framework"),
    (Route.market(), "ssq --> go_live: opened market"),
    (Route.call_off(), "mobilisation --> go_live: go-live"),
])  # fmt: skip
def test_framework_market_and_call_off_show_what_opens_them(route: Route, way: str) -> None:
    """A framework has no service to mobilise and a market no award; a call-off has both."""
    lines = [line.strip() for line in diagram_mermaid(route=route).splitlines()]
    assert [line for line in lines if "--> go_live" in line] == [way]


def test_picture_is_as_drawn(golden: Callable[..., None]) -> None:
    """A change of the table or of the drawing is looked at before it is kept."""
    golden("stages.svg", diagram_svg())


@pytest.mark.parametrize("route", [None, Route.restricted(), Route.open(), Route.direct_award()])
@pytest.mark.parametrize("stages", [None, STANDING])
def test_picture_is_well_formed_and_stands_alone(
    route: Route | None, stages: dict[str, Stage] | None
) -> None:
    """It goes into pages, mails and notebooks: no fonts, scripts or links, and no ids to clash."""
    svg = diagram_svg(route=route, stages=stages)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{NAMESPACE}title") == "The stages of a commissioning cycle"
    for element in root.iter():
        assert element.tag.removeprefix(NAMESPACE) in {
            "svg", "title", "desc", "style", "rect", "path", "polygon", "circle", "text",
        }  # fmt: skip
        assert not {"id", "href", "onclick"} & set(element.attrib)
    assert "url(" not in svg
    assert "@import" not in svg


def test_picture_is_told_in_words() -> None:
    """Who cannot see it hears every way, and where each lot stands."""
    root = ElementTree.fromstring(diagram_svg(stages=STANDING))
    told = root.findtext(f"{NAMESPACE}desc") or ""
    assert "needs to specification: service specification; " in told
    assert "award to evaluation: reopening of evaluation; " in told
    assert told.endswith("north is in award; south & <east> is in go-live; west is abandoned.")


def test_every_stage_of_the_route_is_named() -> None:
    """A box without its name is no use."""
    seen = words_of(diagram_svg())
    assert [word for word in seen if word in {stage.words for stage in LINE}]
    assert {stage.words for stage in Stage} <= set(seen)
    assert "SSQ" not in words_of(diagram_svg(route=Route.open()))


def test_lots_are_named_in_their_stage_until_they_are_too_many() -> None:
    """Two lots are named; nine are counted, and all are named when one points at them."""
    assert "north" in words_of(diagram_svg(stages=STANDING))
    many = {f"lot number {number}": Stage.ITT for number in range(9)}
    counted = [words for words in words_of(diagram_svg(stages=many)) if "9 lots" in words]
    assert counted == [", ".join(many) + "9 lots"]


def test_councils_own_steps_are_drawn() -> None:
    """The picture reads the table, whoever wrote it; a long name turns and stays whole."""
    svg = diagram_svg(OWN)
    assert "rethink of everything that was ever said about this" in words_of(svg)
    assert "rethink of everything" in diagram_mermaid(OWN)


def test_name_too_long_for_its_place_is_cut_and_told_whole() -> None:
    """Labels never run out of the picture."""
    own = Process.standard().with_steps(
        *(
            Step(step.tag, step.record, step.where, step.rests_on)
            for step in Process.standard().opening(Stage.EVALUATION)
        ),
        Step("rethink", RethinkOfEverythingThatWasEverSaidAboutThis, Opens(Stage.EVALUATION)),
    )
    (label,) = [words for words in words_of(diagram_svg(own)) if "tender opening" in words]
    assert label.endswith("…")
    assert "rethink of everything that was ever said about this" in label
