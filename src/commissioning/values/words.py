"""Words of which a field takes one: the base of the enumerations."""

from enum import StrEnum

from commissioning.values.text import article, did_you_mean, display_name, listed


class Word(StrEnum):
    """One word of a fixed list, equal to its text: `Stage("go-live")` is `Stage.GO_LIVE`."""

    @classmethod
    def _missing_(cls, value: object) -> None:
        """The refusal of a word that is not of the list, naming the nearest that are."""
        hint = did_you_mean(value, cls) or f"; choose from {listed(cls)}"
        raise ValueError(f"{value!r} is not {article(display_name(cls))}{hint}")
