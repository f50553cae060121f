# The names of this room; `__init__.py` reads them here. A line is `from MODULE import NAME as NAME`.

# A ranking, and all that can be asked of it
# The parts of a ranking that the gates ask for
from commissioning.evaluation.comparing import compare as compare
from commissioning.evaluation.comparison import Comparison as Comparison
from commissioning.evaluation.ranking import misfit as misfit
from commissioning.evaluation.evaluation import Evaluation as Evaluation
from commissioning.evaluation.evaluation import evaluate as evaluate
from commissioning.evaluation.inputs import LowPrice as LowPrice
from commissioning.evaluation.inputs import MarkingEvidence as MarkingEvidence
from commissioning.evaluation.inputs import low_prices as low_prices
from commissioning.evaluation.inputs import source_of as source_of
from commissioning.evaluation.lots.lots import Allocation as Allocation
from commissioning.evaluation.lots.lots import allocate as allocate
from commissioning.evaluation.marking.evidence import EvidenceReader as EvidenceReader
from commissioning.evaluation.marking.evidence import outside as outside
from commissioning.evaluation.marking.rules import MarkingRules as MarkingRules
from commissioning.evaluation.marking.rules import PanelMembers as PanelMembers
from commissioning.evaluation.ranking import assess as assess
from commissioning.evaluation.result import Result as Result
