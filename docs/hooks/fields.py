"""The fields of each class on its reference page, with defaults that are short and the same each time."""

from __future__ import annotations

from inspect import get_annotations
from typing import Any

from griffe import Class, DocstringSectionAttributes, DocstringSectionParameters
from griffe_fieldz import FieldzExtension

from commissioning.values.checking import Checked

LONGEST = 60
"""Characters of a default that a reader takes in; a table of law has tens of thousands."""


MACHINERY = {"display_name", "lacks", "problems", "shared_problems", *get_annotations(Checked)}
"""What a class declares for its own checks. It is documented once, where `Checked` explains it."""


class Fields(FieldzExtension):
    """Fields as `griffe_fieldz` finds them, without what only the checks of a class read.

    A default too long to read, or with an address, is left out.
    """

    def on_class(self, *, cls: Class, **kwargs: Any) -> None:
        super().on_class(cls=cls, **kwargs)
        for name in MACHINERY & set(cls.members if cls.name != "Checked" else ()):
            cls.del_member(name)
        for section in cls.docstring.parsed if cls.docstring else ():
            if isinstance(section, DocstringSectionParameters | DocstringSectionAttributes):
                for item in section.value:
                    default = str(item.value or "")
                    if len(default) > LONGEST or " at 0x" in default:
                        item.value = "..."
