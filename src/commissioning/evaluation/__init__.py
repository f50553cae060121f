"""From marks to an award, exactly: `evaluate` and what it gives.

This package is given records and law; it never reaches up for them. What the gates ask of it (reading
sheets, ranking) loads without the explanations and what-ifs: the two names here are fetched when used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commissioning.evaluation.evaluation import Evaluation, evaluate

__all__ = ["Evaluation", "evaluate"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module(f"{__name__}.evaluation"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
