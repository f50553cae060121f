"""An evaluation as a workbook: the ranking, points by criterion, and what was assumed and remarked."""

from __future__ import annotations

from commissioning.evaluation.evaluation import Evaluation
from commissioning.evaluation.reporting.tables import titles
from commissioning.interchange.workbooks.writing import tables_workbook
from commissioning.values.tables import Column, Table


def evaluation_workbook(evaluation: Evaluation) -> bytes:
    """The ranking, the points of each tender on each criterion, the workings, and the remarks.

    Figures are exact: a number that a spreadsheet would round is written as text.
    """
    worked = [
        (provider, title, evaluation.explain(provider, reference).strip())
        for provider in evaluation.providers
        for reference, title in titles(evaluation).items()
    ]
    remarks = [(finding.code, finding.message) for finding in evaluation.remarks]
    return tables_workbook({
        "Ranking": evaluation.table(),
        "Criteria": evaluation.by_criterion(),
        "Workings": Table((Column("provider"), Column("criterion"), Column("working")), tuple(worked)),
        "Remarks": Table((Column("code"), Column("remark")), tuple(remarks)),
    })  # fmt: skip
