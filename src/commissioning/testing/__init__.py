"""Valid cycles on demand and deliberately broken ones, for the test suites of other systems.

The names are listed in `__init__.pyi` and loaded when first asked for, so nothing here loads pytest or
hypothesis until a test does. `make(TenderReceived)` makes a record of any kind and needs neither;
`values(TenderReceived)` draws them and needs hypothesis.
"""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)  # pyright: ignore[reportUnsupportedDunderAll]
