# The stories of this room; `__init__.py` reads them here. A line is `from MODULE import NAME as NAME`.

from commissioning.casebook import greenwich as greenwich
from commissioning.casebook import lancashire_homecare as lancashire_homecare
from commissioning.casebook import lancashire_supported_housing as lancashire_supported_housing
from commissioning.casebook import leicester as leicester
from commissioning.casebook import lewisham as lewisham
