"""What a draft is: a way to write down one kind of record so that it fits a scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from commissioning.records.record import Record
from commissioning.testing.stories.scenario import Scene

Drafts = Mapping[type[Record], Callable[[Scene], Record]]
