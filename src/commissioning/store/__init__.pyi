# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.store.chain import ChainEntry as ChainEntry
from commissioning.store.database import NoStoreError as NoStoreError
from commissioning.store.database import StaleVersion as StaleVersion
from commissioning.store.database import StoreError as StoreError
from commissioning.store.store import Store as Store
from commissioning.store.chain import ChainCheck as ChainCheck
from commissioning.store.chain import Stored as Stored
