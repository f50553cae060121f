"""Removing what print and PDF leave in words: "2<sup>nd</sup>", odd dashes, hidden spaces."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_FOOTNOTE: Final = re.compile(
    r"<sup>\s*\d+\s*</sup>|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|[*\u2020\u2021]+|\[\w{1,2}\]$"
)
_MONTH: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_RUN_TOGETHER: Final = re.compile(
    rf"(?<=\d)(st|nd|rd|th)?(?=(?:{_MONTH})[a-z]*\b)|(?<=[a-z])(?=(?:19|20)\d\d\b)"
)
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
