# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.display.diagrams import diagram_mermaid as diagram_mermaid
from commissioning.display.diagrams import diagram_svg as diagram_svg
from commissioning.display.overview import cycle_html as cycle_html
from commissioning.display.diagrams import stage_table as stage_table
from commissioning.display.overview import cycle_text as cycle_text
