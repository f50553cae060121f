"""PostgreSQL runs without the right to change or remove an entry."""

from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.store import Store, StoreError

DAY, BY = date(2022, 9, 12), "officer-1"
RIGHTS = (
    "CREATE ROLE officer LOGIN",
    "GRANT SELECT, INSERT ON cycle, record TO officer",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON standing TO officer",
)


@pytest.fixture
def officers(postgres) -> Store:
    """A store opened by a role that may read and add, and no more."""
    import psycopg

    address = f"postgresql:///rights?host={postgres}"
    with psycopg.connect(
        f"postgresql:///postgres?host={postgres}&user=owner", autocommit=True
    ) as own:
        own.execute("CREATE DATABASE rights")
    with Store.open(f"{address}&user=owner", create=True) as store:
        for statement in RIGHTS:
            store._database.rows(statement)
    with Store.open(f"{address}&user=officer") as store:
        yield store


def test_role_that_may_only_read_and_add_does_all_that_officers_do(officers, small):
    """The rights that the documentation gives must be enough, and no more than enough."""
    stored = officers.save(Cycle("Home care", reference="home-care"), entered=DAY, by=BY)
    officers.save(stored.record(small["needs"]), entered=DAY, by=BY)
    assert officers.keys(due_before=date(2030, 1, 1)) == ()
    officers.rebuild()
    assert officers.verify("home-care").broken_at is None
    for table in ("cycle", "record"):
        for act in (f"UPDATE {table} SET cycle = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(StoreError, match=f"permission denied for table {table}"):
                officers._database.rows(act)
    assert officers.load("home-care").version == 1
