"""How names and lists read in a sentence, the words of a fixed list, and what belongs together in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from enum import StrEnum
from typing import Final, TypeVar

_OPEN_SOUNDS: Final = ("a", "e", "i", "o", "u", "SSQ", "ITT")
_HEAD: Final = re.compile(" (?:of|for|on) ")
_SINGULAR: Final = ("ss", "us", "is")
"""The ends of nouns that end in s and are no plural: progress, consensus, basis."""


def article(words: str) -> str:
    """A noun with its "a" or "an", as it is said aloud: an SSQ, an ITT, a KPI report; a plural as it is."""
    head = _HEAD.split(words, maxsplit=1)[0]
    if words == "money" or (head.endswith("s") and not head.endswith(_SINGULAR)):
        return words
    return f"{'an' if words.startswith(_OPEN_SOUNDS) else 'a'} {words}"


LIST_LIMIT: Final = 5
"""The number of things a list in a sentence names before it counts the rest."""


def listed(things: Iterable[str], last: str = "and") -> str:
    """Things in a sentence: "a, b and c"; of more than six the first five, "and 7 more"."""
    names = tuple(things)
    if len(names) > LIST_LIMIT + 1:  # "and 1 more" would be no shorter than the name
        names = (*names[:LIST_LIMIT], f"{len(names) - LIST_LIMIT} more")
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def ticked(names: Iterable[str]) -> str:
    """Names of Python in a sentence, in backticks."""
    return listed(f"`{name}`" for name in names)


def numbered(noun: str, things: Iterable[str]) -> str:
    """A noun with the names it goes before: "contract C1", "contracts C1 and C2"."""
    names = tuple(things)
    return f"{noun}{'' if len(names) == 1 else 's'} {listed(names)}"


def counted(number: int, noun: str) -> str:
    """A number of things: "1 day", "2 days"."""
    return f"{number} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Several of a thing: "days", "losses"."""
    return f"{noun}es" if noun.endswith("s") else f"{noun}s"


def agreeing(number: object, one: str, many: str) -> str:
    """The word that agrees with a number, or with what is known of one: "person" or "people"."""
    return one if f"{number}".removeprefix("at least ") == "1" else many


def of_people(number: object) -> str:
    """A number of people: "1 person", "40 people", "fewer than 5 people"."""
    return f"{number} {agreeing(number, 'person', 'people')}"


_LONGEST_NAME: Final = 200


def did_you_mean(name: object, known: Iterable[str], quote: str = '"', before: str = "") -> str:
    """The end of a sentence about an unknown name: `; did you mean "x"?`, or "" if none is near.

    Backticks for the names of Python; at most three names, the nearest first, with the same words
    `before` each.
    """
    near = listed((f"{quote}{before}{one}{quote}" for one in nearest(name, known)), "or")
    return f"; did you mean {near}?" if near else ""


def nearest(name: object, known: Iterable[str]) -> list[str]:
    """The known names that a mistyped one is near to, at most three, the nearest first.

    A capital for a small letter is the smallest of mistakes: "n1" is near to "N1". Where none is near,
    at most five that hold all its words, in any order: "late tender" is near to "tender-late".
    """
    from difflib import get_close_matches  # most runs meet no unknown name

    # What is no text at all, such as None, is unknown like any other name.
    text = f"{name}".casefold()
    if len(text) > _LONGEST_NAME:  # comparing takes quadratic time, and nothing is near it
        return []
    names = sorted(known)
    folded = [one.casefold() for one in names]
    near = [text] if text in folded else get_close_matches(text, dict.fromkeys(folded), cutoff=0.75)
    words = text.replace("-", " ").replace("_", " ").split() if len(text) > 2 else ()
    near = near or [one for one in folded if words and all(word in one for word in words)][:5]
    return [one for like in near for one, fold in zip(names, folded, strict=True) if fold == like]


def no_such(what: str, name: object, known: Iterable[str]) -> str:
    """A clause about an unknown name, such as `there is no lot "N11"; did you mean "N1"?`.

    Where no known name is near it ends with the first few: `; choose from N1, N2 and N3`.
    """
    names = tuple(known)
    choice = f"; choose from {listed(names)}" if names else ""
    said = f"no {what} is given" if name == "" else f'there is no {what} "{name}"'
    return f"{said}{did_you_mean(name, names) or choice}"


def repeated(where: str, items: Iterable[object]) -> Iterator[str]:
    """A problem for each reference that a list names more than once.

    Items are references or values that have one; those without a reference are passed over.
    """
    for reference, times in Counter(getattr(item, "reference", item) for item in items).items():
        if times > 1 and reference:
            yield f"{where}: {reference} is listed {_TIMES.get(times, f'{times} times')}; name each once"


_TIMES: Final = {2: "twice"}


def unknown(where: str, wanted: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """A problem for each reference that is not among those the same record defines.

    A record with many references gives the known ones as keys, which are found at once.
    """
    for reference in wanted:
        if reference not in known:
            there = tuple(known)
            choice = f"it defines {listed(there)}" if there else "define it in the same record"
            remedy = did_you_mean(reference, there) or f"; {choice}"
            yield f'{where} "{reference}", which the record does not define{remedy}'


_WORD_BOUNDARY: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def display_name(cls: type) -> str:
    """A class by the officer's word: `InvitationToTender` is "invitation to tender".

    A class whose name does not read as a noun says what it is called in `display_name`.
    """
    if "display_name" in cls.__dict__:
        return str(cls.__dict__["display_name"])
    words = _WORD_BOUNDARY.sub(" ", cls.__name__).split()
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in words)


class Word(StrEnum):
    """One word of a fixed list, equal to its text: `Stage("go-live")` is `Stage.GO_LIVE`."""

    @classmethod
    def _missing_(cls, value: object) -> None:
        """The refusal of a word that is not of the list, naming the nearest that are."""
        hint = did_you_mean(value, cls) or f"; choose from {listed(cls)}"
        raise ValueError(f"{value!r} is not {article(display_name(cls))}{hint}")


def capital(words: str) -> str:
    """Words with a capital to begin with; the others stay as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def sentence(words: str) -> str:
    """Words as a sentence: a capital to begin with and a full stop at the end."""
    return f"{capital(words)}{'' if words.endswith(('.', '?')) else '.'}"


def shortened(words: str) -> str:
    """Words of at most 60 characters; three dots say that they go on."""
    return words if len(words) <= 60 else f"{words[:57]}..."


def cut(words: str, most: int) -> str:
    """Words that keep to their place; where they are cut, three dots say so."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values of each key, both in the order in which they first came."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def of_kind(things: Iterable[object], kind: type[V]) -> tuple[V, ...]:
    """The things of one class, in their order."""
    return tuple(thing for thing in things if isinstance(thing, kind))


def more_than_once(items: Iterable[K]) -> tuple[K, ...]:
    """The items that a list names more than once, each once, in the order of the list."""
    return tuple(item for item, times in Counter(items).items() if times > 1)
