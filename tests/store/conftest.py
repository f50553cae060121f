"""Stores to test with: SQLite in a file, and a PostgreSQL server of the tests' own where there is one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commissioning.cycle import Cycle
from commissioning.store import Store


def _programs() -> Path | None:
    """The folder with the programs of a PostgreSQL server."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return Path(found).resolve().parent if found else next(iter(debian), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The folder of the socket of a server that ends with the tests. It listens on no network."""
    programs = _programs()
    if programs is None:
        pytest.skip("needs PostgreSQL: no server is installed")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        pytest.skip("needs PostgreSQL: psycopg is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = {"user": "postgres"} if os.geteuid() == 0 else {}
    if user:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
    settings = f"-F -k {folder} -c listen_addresses="
    start = [programs / "pg_ctl", "-D", folder / "db", "-o", settings, "-l", folder / "log", "-w"]
    initdb = [programs / "initdb", "-D", folder / "db", "-U", "owner", "-A", "trust", "-E", "UTF8"]
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **user}
    subprocess.run(initdb, check=True, **quiet)
    subprocess.run([*start, "start"], check=True, **quiet)
    yield str(folder)
    stop = [programs / "pg_ctl", "-D", folder / "db", "-m", "immediate", "stop"]
    subprocess.run(stop, check=True, **quiet)
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """The address of an empty database, of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'cycles.db'}"
    folder = request.getfixturevalue("postgres")
    import psycopg

    name = f"db{abs(hash(request.node.nodeid))}"
    with psycopg.connect(
        f"postgresql:///postgres?host={folder}&user=owner", autocommit=True
    ) as own:
        own.execute(f"CREATE DATABASE {name}")
    return f"postgresql:///{name}?host={folder}&user=owner"


@pytest.fixture
def store(url) -> Iterator[Store]:
    """An empty store in each kind of database."""
    with Store.open(url, create=True) as opened:
        yield opened


@pytest.fixture
def in_memory() -> Iterator[Store]:
    """An empty store that is gone with the test."""
    with Store.open("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
def home_care(small_until) -> Callable[[str], Cycle]:
    """The small procurement until a named record, with the reference that a store keeps it by."""
    return lambda last: Cycle("Home care", reference="home-care").record(*small_until(last).records)
