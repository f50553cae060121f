"""Questionnaires as sheets, one row a question, and as the description of a form that a web page can draw."""

from commissioning.front_door import opened

__all__, __getattr__, __dir__ = opened(__name__)
