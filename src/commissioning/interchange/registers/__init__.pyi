# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.interchange.registers.reading import PublishedRegister as PublishedRegister
from commissioning.interchange.registers.reading import read_register as read_register
from commissioning.interchange.registers.reading import register_of as register_of
from commissioning.interchange.registers.reading import PublishedContract as PublishedContract
