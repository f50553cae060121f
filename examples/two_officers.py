"""Two officers keep one procurement in a store; a third person edits the database behind their backs.

CONSTRUCTED: the procurement, the officers and the days are made up.

    python examples/two_officers.py
"""

import sqlite3
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from commissioning import (
    ApprovalToProcure,
    Cycle,
    Need,
    NeedsAssessment,
    ProcurementFacts,
    ProcurementStrategy,
    Route,
    ServiceSpecification,
    SpecificationStatus,
)
from commissioning.store import StaleVersion, Store

need = Need(reference="N1", words="Help at home with washing and meals")
needs = NeedsAssessment(on=date(2022, 1, 13), needs=(need,))
strategy = ProcurementStrategy(
    on=date(2022, 3, 9),
    route=Route.restricted(),
    facts=ProcurementFacts(light_touch=True, above_threshold=True),
)
permission = ApprovalToProcure(on=date(2022, 3, 9), decided_by="Cabinet")
specification = ServiceSpecification(on=date(2022, 4, 4), status=SpecificationStatus.APPROVED)

with TemporaryDirectory() as folder:
    database = Path(folder) / "cycles.db"
    store = Store.open(f"sqlite:///{database}")

    print("Officer 1 begins the procurement, and both officers load it")
    begun = Cycle("Home care", reference="home-care-2022").record(needs)
    store.save(begun, entered=date(2022, 1, 13), by="officer-1")
    first, second = store.load("home-care-2022"), store.load("home-care-2022")

    print("Officer 2 saves the strategy; officer 1 is then refused, and sees why\n")
    store.save(second.record(strategy), entered=date(2022, 3, 9), by="officer-2")
    mine = first.record(permission)
    try:
        store.save(mine, entered=date(2022, 3, 10), by="officer-1")
    except StaleVersion as refused:
        print(refused)

    print("\nOfficer 1 loads it again, and records on what officer 2 recorded")
    again = store.load("home-care-2022").record(*mine.added, specification)
    saved = store.save(again, entered=date(2022, 4, 4), by="officer-1")
    print(saved)
    repeated = store.save(again, entered=date(2022, 4, 4), by="officer-1")
    print(f"The same save again is the same entry: {repeated == saved}")

    print("\nWhat was on file on 1 April 2022")
    for record in store.load("home-care-2022", entered_by=date(2022, 4, 1)).cycle.records:
        print(f"- {record.described()}")

    print("\nThe chain is whole, and says what was entered late")
    verified = store.verify("home-care-2022")
    print(verified)
    head = (verified.records, verified.head)  # printed in the minutes

    print("\nSomebody makes the approval two months older in the database itself")
    behind = sqlite3.connect(database)
    behind.execute("DROP TRIGGER record_update")
    behind.execute("UPDATE record SET doc = replace(doc, '2022-03-09', '2022-01-09') WHERE seq = 3")
    behind.commit()
    behind.close()
    print(store.verify("home-care-2022", kept=head))
    store.close()
