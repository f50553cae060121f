# The names of this room; `__init__.py` reads them here. A line is `from MODULE import NAME as NAME`.

# Notices, spreadsheets and registers
from commissioning.interchange import ocds as ocds
from commissioning.interchange import questionnaires as questionnaires
from commissioning.interchange import registers as registers
from commissioning.interchange import workbooks as workbooks

# Cycles and records as JSON, and the schema that describes it
from commissioning.interchange.json import FORMAT as FORMAT
from commissioning.interchange.json import dump_record as dump_record
from commissioning.interchange.json import dump_rules as dump_rules
from commissioning.interchange.json import dumps as dumps
from commissioning.interchange.json import from_dict as from_dict
from commissioning.interchange.json import load_record as load_record
from commissioning.interchange.json import load_rules as load_rules
from commissioning.interchange.json import loads as loads
from commissioning.interchange.json import to_dict as to_dict
from commissioning.interchange.schema import json_schema as json_schema
from commissioning.interchange.schema import record_schema as record_schema
from commissioning.interchange.schema import rules_schema as rules_schema
