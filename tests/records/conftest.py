"""What the tests of records share."""

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.record import Record


@pytest.fixture
def problems_of() -> Callable[[Callable[[], object]], tuple[str, ...]]:
    """The problems with which making a record is refused; none where it is made."""

    def told(make: Callable[[], object]) -> tuple[str, ...]:
        try:
            make()
        except RecordError as refusal:
            return refusal.problems
        return ()

    return told


@pytest.fixture(scope="module")
def make(request: pytest.FixtureRequest) -> Callable[..., Record]:
    """Makes a record of the module's `DAY` from what its `WHOLE` says of the kind, with other parts."""
    day: date = request.module.DAY
    whole: dict[type[Record], dict[str, object]] = request.module.WHOLE

    def made(kind: type[Record], **parts: object) -> Record:
        return kind(**{"on": day, **whole[kind], **parts})

    return made
