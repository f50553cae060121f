"""A checker of pages, and a cycle with two lots, three tenderers and an award."""

from html.parser import HTMLParser

import pytest

from commissioning.records.contract import ContractSigned
from commissioning.testing import Scenario, story

VOID = {"meta", "br", "link", "img", "input", "hr"}
LOADS = {"src", "srcset", "data", "action", "background", "poster"}


class Checker(HTMLParser):
    """What is wrong with a page: tags that do not close, doubled or missing ids, anything loaded."""

    def __init__(self, served=False):
        super().__init__(convert_charrefs=True)
        self.served = served  # with a form, and links to other pages
        self.open, self.ids, self.links, self.wrong, self.text = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        barred = {"script", "link", "iframe", "object", "embed", "base"}
        if tag in barred or (tag == "form" and not self.served):
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{tag} {name}" for name in named if name.startswith("on") or name in LOADS]
        if tag == "th" and "scope" not in named:
            self.wrong.append("th without scope")
        if len(named) != len(attrs):
            self.wrong.append(f"{tag} has an attribute twice")
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named["href"]] if "href" in named else []

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)
        elif "url(" in data or "@import" in data:
            self.wrong.append("the style loads something")

    def check(self, page):
        """Every fault of a page; none for one that is right."""
        self.feed(page)
        self.close()
        inside = [link for link in self.links if link.startswith("#") or not self.served]
        lost = [link for link in inside if link.removeprefix("#") not in self.ids]
        twice = {name for name in self.ids if self.ids.count(name) > 1}
        heads = [] if page.startswith('<!doctype html>\n<html lang="en-GB">') else ["no doctype"]
        return [*heads, *self.wrong, *(f"open: {t}" for t in self.open), *lost, *twice]


def words_of(page, served=False):
    """The words of a page, once it has been found right."""
    checker = Checker(served)
    assert checker.check(page) == []
    return " ".join(" ".join(checker.text).split())


@pytest.fixture
def checked():
    """The words of a page that stands alone, once it has been found right."""
    return words_of


@pytest.fixture
def checked_form():
    """The words of a page that is served, with a form and links, once it has been found right."""
    return lambda page: words_of(page, served=True)


@pytest.fixture(scope="session")
def awarded():
    """CONSTRUCTED: signed contracts for two lots; birch and cedar were not recommended."""
    scenario = Scenario(lots=("N1", "N2"), providers=("alder", "birch", "cedar"), reference="care")
    return story(scenario, after=ContractSigned)
