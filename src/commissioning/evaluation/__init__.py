"""From marks to an award, exactly: `evaluate` and what it gives.

This package is given records and law; it never reaches up for them.
"""

from commissioning.evaluation.ranking import evaluate
from commissioning.evaluation.result import Evaluation

__all__ = ["Evaluation", "evaluate"]
