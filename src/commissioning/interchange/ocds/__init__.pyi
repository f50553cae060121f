# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.interchange.ocds.documents import check as check
from commissioning.interchange.ocds.mapping import ROWS as ROWS
from commissioning.interchange.ocds.mapping import OcdsRow as OcdsRow
from commissioning.interchange.ocds.mapping import Way as Way
from commissioning.interchange.ocds.notices import DraftNotice as DraftNotice
from commissioning.interchange.ocds.notices import notice as notice
from commissioning.interchange.ocds.reading import Imported as Imported
from commissioning.interchange.ocds.reading import Origin as Origin
from commissioning.interchange.ocds.reading import read as read
from commissioning.interchange.ocds.reading import read_each as read_each
from commissioning.interchange.ocds.seen import Loss as Loss
from commissioning.interchange.ocds.seen import Losses as Losses
from commissioning.interchange.ocds.writing import package as package
from commissioning.interchange.ocds.writing import record_package as record_package
from commissioning.interchange.ocds.writing import releases as releases
from commissioning.interchange.ocds.writing import written_losses as written_losses
