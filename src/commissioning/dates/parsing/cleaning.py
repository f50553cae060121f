"""Removing what print and PDF leave in words: "2<sup>nd</sup>", odd dashes, hidden spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FOOTNOTE: Final = re.compile(
    r"<sup>\s*\d+\s*</sup>|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|[*\u2020\u2021]+|\[\w{1,2}\]$"
)
_MONTH: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# Only beside the name of a month or a year: "b2b" and "lot2" are words. The name may run on into its year, as
# in "1stJune2022", so it ends where its letters do.
_RUN_TOGETHER: Final = re.compile(
    rf"(?<=\d)(st|nd|rd|th)?(?=(?:(?:{_MONTH})[a-z]*(?![a-z])|(?:day|week|month)s?\b))"
    r"|(?<=[a-z])(?=(?:19|20)\d\d\b)"
)
_NUMBERS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20",
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80",
    "ninety": "90",
}  # fmt: skip
# Not before a hyphen: "two-stage" is a word, and "twenty-one" not 20.
_NUMBER: Final = re.compile(rf"\b(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\b(?!-)")
# A spreadsheet writes a day as a moment: 2024-06-03T00:00:00. A time of day may follow the T.
_MOMENT: Final = re.compile(
    r"(?<=[-/]\d\d)(?:[t ]00:00(?::00)?(?:\.0+)?$|t(?=\d\d:\d\d))|(?<=[-/]\d{4}) 00:00(?::00)?$"
)
_DAY_THEN_TIME: Final = re.compile(
    r"(?<=\b\d{4}) - (?=\d{1,2}[:.][0-5]\d\b(?![./]\d)|\d{1,2} ?[ap]\.?m\b|(?:12 ?)?noon\b|midday\b)"
)
_FIRST_WEEKS: Final = re.compile(r"\b(?:first|1st) (?:(\d) weeks|fortnight)\b")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
_QUOTES: Final = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4`"), "'")
_SPACES: Final = re.compile(r"\s+")


def as_printed(text: str) -> str:
    """The words of the paper on one line, without the characters that do not print."""
    if text.isascii() and text.isprintable():
        return text.strip()
    # An invisible sign may stand inside a word; any other that does not print parts two words.
    visible = "".join(c if c.isprintable() else " " for c in text.translate(_INVISIBLE))
    return _SPACES.sub(" ", visible).strip()


def paragraphs(text: str) -> str:
    """The same, with the line ends of the text."""
    return "\n".join(map(as_printed, text.splitlines())).strip()


def plain(words: str) -> str:
    """The words in small letters, with plain dashes and digits, without footnotes and tags."""
    words = _FOOTNOTE.sub("", words)  # before the tags, or "1 June 2026<sup>2</sup>" is year 20262
    if "<" in words:
        words = _TAG.sub("", words)
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words).translate(_DASHES | _QUOTES)
    return words.lower()


def separated(text: str) -> str:
    """Plain words with a space where print ran two together: "1st June2022", "1June 2022"."""
    return _RUN_TOGETHER.sub(lambda run: f"{run[1] or ''} ", text)


def in_figures(text: str) -> str:
    """Plain words with figures for the words of numbers, and without the midnight of a spreadsheet's day.

    A dash between a day and its time of day becomes a comma, as it is no range; the first two weeks become
    weeks 1 to 2.
    """
    text = _DAY_THEN_TIME.sub(", ", _MOMENT.sub(" ", text)).replace("-to-", " to ")
    text = _NUMBER.sub(lambda number: _NUMBERS[number[0]], text)
    return _FIRST_WEEKS.sub(lambda first: f"weeks 1 to {first[1] or 2}", text).strip()
