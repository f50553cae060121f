# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.law.regimes.held import REGIMES as REGIMES
