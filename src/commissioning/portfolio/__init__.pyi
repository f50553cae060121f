# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.portfolio.batches import audit_batches as audit_batches
from commissioning.portfolio.batches import audit_many as audit_many
from commissioning.portfolio.columns import COLUMNS as COLUMNS
from commissioning.portfolio.frameworks import FrameworkPosition as FrameworkPosition
from commissioning.portfolio.frameworks import framework_position as framework_position
from commissioning.portfolio.frameworks import parent_of as parent_of
from commissioning.portfolio.given import CycleText as CycleText
from commissioning.portfolio.given import documents as documents
from commissioning.portfolio.batches import read_parquet as read_parquet
from commissioning.portfolio.batches import write_parquet as write_parquet
from commissioning.portfolio.questions import QUESTIONS as QUESTIONS
from commissioning.portfolio.questions import PortfolioQuestion as PortfolioQuestion
from commissioning.portfolio.questions import ask as ask
from commissioning.portfolio.red_flags import RED_FLAGS as RED_FLAGS
from commissioning.portfolio.red_flags import RedFlag as RedFlag
from commissioning.portfolio.red_flags import red_flags as red_flags
from commissioning.portfolio.tables import tables as tables
