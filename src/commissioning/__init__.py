"""The public-sector commissioning cycle as typed, frozen Python objects."""

__version__ = "0.1.0"
