"""What the tests of records share."""

from collections.abc import Callable

import pytest

from commissioning.errors import RecordError


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
