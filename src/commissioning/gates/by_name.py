"""The modules of gates, none of them loaded: a gate taken from one here is given by its name.

They are listed in `by_name.pyi`, where type checkers see the gates themselves.
"""

from commissioning.gates.named import NamedModule


def __getattr__(name: str) -> NamedModule:
    if name.startswith("_"):  # tools probe for such names and catch the error
        raise AttributeError(name)
    return NamedModule(f"{__package__}.{name}")
