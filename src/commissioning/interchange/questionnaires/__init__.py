"""Questionnaires as sheets, one row a question, and as the description of a form that a web page can draw."""

from commissioning.interchange.questionnaires.form import form_description
from commissioning.interchange.questionnaires.sheet import (
    QuestionnaireSheet,
    questionnaire_table,
    read_answers,
    read_questionnaire,
)

__all__ = [
    "QuestionnaireSheet",
    "form_description",
    "questionnaire_table",
    "read_answers",
    "read_questionnaire",
]
