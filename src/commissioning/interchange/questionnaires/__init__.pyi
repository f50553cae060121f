# The names of the package, one a line; `__init__.py` loads each from its module when it is asked for.
from commissioning.interchange.questionnaires.sheet import QuestionnaireSheet as QuestionnaireSheet
from commissioning.interchange.questionnaires.sheet import form_description as form_description
from commissioning.interchange.questionnaires.sheet import questionnaire_table as questionnaire_table
from commissioning.interchange.questionnaires.sheet import read_answers as read_answers
from commissioning.interchange.questionnaires.sheet import read_questionnaire as read_questionnaire
