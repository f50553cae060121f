"""`commissioning serve`: the pages of many cycles, in a test client and in a real browser."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import warnings
from contextlib import closing
from datetime import date
from threading import Thread
from urllib.parse import quote

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")
pytest.importorskip("httpx")
from commissioning.casebook import lewisham
from commissioning.cli import main, serve
from commissioning.cli.site import HEADERS, Shelf, site
from commissioning.cli.sources import source_of
from commissioning.cycle import Cycle
from commissioning.display.reports.report import people_of
from commissioning.interchange import dumps
from commissioning.store import Store
from commissioning.testing import seeded_portfolio

ODD = "homes & ‘cafés’ #1?"
"""A file name of which every other sign means something in an address."""
KINDS = ("cycle", "award", "exempt")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """CONSTRUCTED cycles and Lewisham's as files, one of them in a folder, one cut short, one empty."""
    made = tmp_path_factory.mktemp("cycles")
    for cycle in seeded_portfolio(12, seed=1):
        (made / f"{cycle.reference}.json").write_text(dumps(cycle), "utf-8")
    (made / "old").mkdir()
    (made / "old" / f"{ODD}.json").write_text(dumps(lewisham.cycle()), "utf-8")
    (made / "bad.json").write_text("{", "utf-8")
    (made / "latin.json").write_bytes('{"title": "é"}'.encode("latin-1"))
    (made / "new.json").write_text(dumps(Cycle("New")), "utf-8")
    return made


def served(source, on=None):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it would rather have another client
        from starlette.testclient import TestClient
    app = site(Shelf(source_of(str(source)), on), str(source), ("127.0.0.1", "localhost"))
    return TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(folder):
    return served(folder)


def rows(answer):
    """The names of the cycles in a list, as they are written in its links."""
    return re.findall(r'href="cycle\?of=([^"]+)"', answer.text)


def test_list_has_every_document_in_the_order_people_count(client):
    """A file that is missing from the list is missed by whoever reads it."""
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    found = rows(answer)
    assert found[:3] == ["bad", "latin", "new"]
    assert [name for name in found if name.startswith("P")] == [f"P{n}" for n in range(1, 13)]
    assert len(found) == 16
    assert "2 of them cannot be read." in answer.text
    assert "the file is not UTF-8 text; save it as UTF-8" in answer.text


def test_search_is_a_form_that_needs_no_script(client):
    """Councils' browsers run with scripts barred, and people share links to a search."""
    assert "<script" not in client.get("/").text
    found = rows(client.get("/", params={"q": "lewisham care"}))
    assert found == ["old%2Fhomes+%26+%E2%80%98caf%C3%A9s%E2%80%99+%231%3F"]
    assert rows(client.get("/", params={"unread": "yes"})) == ["bad", "latin"]
    assert set(rows(client.get("/", params={"stage": "evaluation"}))) >= {"P12"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_report_of_a_cycle_is_a_page(client, kind):
    """The same pages that the command writes, without a file."""
    answer = client.get(f"/{kind}", params={"of": f"old/{ODD}", "on": "2022-11-30"})
    assert answer.status_code == 200
    assert "on 30 November 2022" in answer.text
    for other in KINDS:
        link = f'href="{other}?of=old%2Fhomes+%26+%E2%80%98caf%C3%A9s%E2%80%99+%231%3F&amp;on=2022-11-30"'
        assert (link in answer.text) is (other != kind)
    assert "<script" not in answer.text


@pytest.mark.parametrize("kind", ["", *KINDS])
def test_no_page_refers_to_a_person(client, kind):
    """A page is read over a shoulder."""
    cycle = lewisham.cycle()
    people = people_of(cycle)
    assert people
    text = client.get(f"/{kind}", params={"of": f"old/{ODD}"} if kind else {}).text
    words = re.sub(r"<style>.*</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert not [one for one in people if re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", words)]


def test_public_part_names_no_loser(client):
    """What is served under "public part" is copied to the council's site."""
    text = client.get("/award", params={"of": f"old/{ODD}"}).text
    words = re.sub(r"<nav.*?</nav>|<form.*?</form>", "", text, flags=re.DOTALL)
    assert "Elder" in client.get("/exempt", params={"of": f"old/{ODD}"}).text
    assert "Elder" not in words


def test_day_for_all_pages_is_given_when_serving_begins(folder):
    """The auditor reads all of it as of one day."""
    client = served(folder, date(2022, 6, 1))
    assert "on 1 June 2022" in client.get("/cycle", params={"of": f"old/{ODD}"}).text


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/cycle?of=bad", 500, "bad: line 1, column 2: the text breaks off here"),
        ("/award?of=latin", 500, "latin: the file is not UTF-8 text; save it as UTF-8"),
        ("/cycle?of=latn", 404, "no cycle &quot;latn&quot;; did you mean &quot;latin&quot;?"),
        ("/cycle?of=../../etc/passwd", 404, "There is no cycle &quot;../../etc/passwd&quot;"),
        ("/cycle?of=old/../P1", 404, "There is no cycle &quot;old/../P1&quot;"),
        (
            "/cycle?of=new",
            404,
            "It has no records to take a day from; give one, as &amp;on=2022-11-14.",
        ),
        ("/cycle", 400, "of: is missing; say which cycle, by its name in the list"),
        (
            "/cycle?of=P1&on=1/6/2022",
            400,
            "on: &quot;1/6/2022&quot; is not a day; write it as 2022-11-14",
        ),
        ("/?stage=awrd", 400, "did you mean &quot;award&quot;?"),
        ("/nothing", 404, "There is no such page"),
        ("/cycle/P1", 404, "There is no such page"),
    ],
)
def test_refused_request_has_its_code_and_a_page_with_the_reason(client, path, code, words):
    """A person reads the reason, a program the code."""
    answer = client.get(path)
    assert answer.status_code == code
    assert words in answer.text
    assert "Traceback" not in answer.text
    assert '<a href="./">All cycles</a>' in answer.text


def test_page_can_only_be_read(client):
    """Nobody's record is changed through a browser."""
    for path in ("/", "/cycle?of=P1"):
        head, whole = client.head(path), client.get(path)
        assert (head.status_code, head.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert head.headers["content-length"] == whole.headers["content-length"]
        for method in ("post", "put", "delete", "patch", "options"):
            refused = getattr(client, method)(path)
            assert refused.status_code == 405
            assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD"}
            assert "Pages can only be read" in refused.text


@pytest.mark.parametrize("path", ["/", "/cycle?of=P1", "/cycle?of=bad", "/?page=x", "/nothing"])
def test_every_answer_tells_the_browser_to_load_guess_and_keep_nothing(client, path):
    """A title with a tag in it, or a page of another site, must find every door shut."""
    headers = client.get(path).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script" not in headers["content-security-policy"]


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("localhost:80@evil.example", 400),
        ("", 400),
    ],
)
def test_another_host_is_refused(client, host, code):
    """A page of another site can have its own name lead here, and have the browser read everything out."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == code
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert ("Extra care" in answer.text) is (code == 200)


def test_fault_of_the_library_is_a_page_too(client, monkeypatch):
    """Who reads is told where to look, and sees no lines of the program."""
    monkeypatch.setattr(Shelf, "rows", lambda self: 1 / 0)
    answer = client.get("/")
    assert (answer.status_code, "division" in answer.text) == (500, False)
    assert "the program that serves the pages has printed it" in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_cycle_is_read_again_only_where_it_has_changed(tmp_path, monkeypatch):
    """A list of ten thousand must not read ten thousand files for one that is new."""
    first, second = (dumps(cycle) for cycle in seeded_portfolio(2, seed=1))
    (tmp_path / "a.json").write_text(first)
    (tmp_path / "b.json").write_text(first)
    source = source_of(str(tmp_path))
    shelf, asked, read = Shelf(source), [], type(source).read
    monkeypatch.setattr(
        type(source), "read", lambda self, name: (asked.append(name), read(self, name))[1]
    )
    assert [row.reference for row in shelf.rows()] == ["P1", "P1"]
    (tmp_path / "b.json").write_text(second)
    (tmp_path / "c.json").write_text("{")
    assert [row.reference for row in shelf.rows()] == ["P1", "P2", ""]
    (tmp_path / "a.json").unlink()
    assert [row.name for row in shelf.rows()] == ["b", "c"]
    assert sorted(asked) == ["a", "b", "b", "c"]


@pytest.fixture
def kept(tmp_path):
    """The address of a store with three cycles, one of which was changed behind the library's back."""
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    with Store.open(address) as store:
        for cycle in seeded_portfolio(3, seed=1):
            store.save(cycle, entered=cycle.last_on, by="officer-1")
    with closing(sqlite3.connect(tmp_path / "cycles.db")) as broken, broken:
        broken.execute("DROP TRIGGER record_update")
        broken.execute("UPDATE record SET doc = replace(doc, 'wash', 'dress') WHERE cycle = 'P2'")
    return address


def test_store_is_served_and_a_broken_chain_is_a_row(kept, tmp_path):
    """What was changed behind the library's back must not look like a record."""
    client = served(kept)
    answer = client.get("/")
    assert rows(answer) == ["P1", "P2", "P3"]
    assert "Entry 1 of P2 is not what was entered" in answer.text
    assert client.get("/cycle?of=P1").status_code == 200
    refused = client.get("/cycle?of=P2")
    assert (refused.status_code, "is not what was entered" in refused.text) == (500, True)
    (tmp_path / "cycles.db").rename(tmp_path / "moved.db")
    for path in ("/", "/cycle?of=P1"):
        gone = client.get(path)
        assert (gone.status_code, "There is no store yet" in gone.text) == (503, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["no-such"],
            "no-such: there is no such folder; give a folder of cycles, or the address of a",
        ),
        (["sqlite:///none.db"], "There is no store yet: sqlite none.db. Check the address"),
        ([".", "--port", "70000"], "'70000' is not a whole number from 0 to 65535"),
        (
            [".", "--host", "203.0.113.9"],
            "203.0.113.9 port 8000: Cannot assign requested address; give",
        ),
    ],
)
def test_folder_that_cannot_be_served_is_refused_at_once(
    arguments, words, tmp_path, monkeypatch, capsys
):
    """The command ends with a line, and leaves no file behind."""
    monkeypatch.chdir(tmp_path)
    try:
        code = main(["serve", *arguments])
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_port_that_is_taken_is_named(tmp_path, capsys):
    """Two officers on one machine, or the one who forgot the window of yesterday."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", str(tmp_path), "--port", str(port)]) == 2
    assert f"127.0.0.1 port {port}: Address already in use; give another" in capsys.readouterr().err


def test_missing_packages_are_named(tmp_path, monkeypatch, capsys):
    """The names of the packages, not of an extra of a package that no registry has."""
    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "uvicorn" else name)
    assert main(["serve", str(tmp_path)]) == 2
    words = "serving pages needs starlette and uvicorn: pip install starlette uvicorn"
    assert capsys.readouterr().err == f"commissioning: {words}\n"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("postgresql://officer:secret@host:5432/care?sslkey=x", "postgresql://host:5432/care"),
        ("sqlite:///a@b.db", "sqlite:///a@b.db"),
        ("cycles/", "cycles"),
    ],
)
def test_no_page_has_the_password_of_the_database(source, shown):
    """The address is at the head of the list."""
    assert serve._as_shown(source) == shown


def test_folder_is_named_though_it_is_called_a_dot(tmp_path, monkeypatch):
    """An officer serves the folder that they are in, and the head of the page would be a full stop."""
    monkeypatch.chdir(tmp_path)
    assert serve._as_shown(".") == tmp_path.name


HEEDING = """
import signal, sys
from commissioning.cli import main

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""
"""The command; a test run in the background ignores Ctrl-C, and what it starts would too."""


class Serving:
    """The command in a process of its own."""

    def __init__(self, *arguments):
        command = [sys.executable, "-c", HEEDING, "serve", "--port", "0", *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, **pipes)
        self.said = ""
        while "http://" not in (line := self._process.stdout.readline()):
            assert line, self._process.stderr.read()
            self.said += line
        self.line = line
        self.address = re.search(r"http://\S+", self.line)[0]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGINT)
        self.rest, self.errors = self._process.communicate(timeout=60)
        self.code = self._process.returncode


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_command_serves_until_it_is_interrupted(folder, tmp_path):
    """Ctrl-C is the way out, and no fault."""
    import httpx

    for name in ("P1", "P2"):
        shutil.copy(folder / f"{name}.json", tmp_path)
    with Serving(str(tmp_path)) as serving:
        assert serving.line.startswith("2 cycles at http://127.0.0.1:")
        answer = httpx.get(serving.address)
        assert (answer.status_code, "server" in answer.headers) == (200, False)
        assert httpx.get(serving.address, headers={"host": "evil.example"}).status_code == 400
    assert (serving.rest, serving.errors, serving.code) == ("Stopped.\n", "", 0)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_serving_to_other_computers_is_warned_of(tmp_path):
    """There is no log-in, and the pages have prices in them."""
    with Serving(str(tmp_path), "--host", "0.0.0.0", "--name", "care.example") as serving:
        pass
    assert "There is no log-in" in serving.said
    assert "localhost, [::1] and care.example" in " ".join(serving.said.split())


# In a browser


@pytest.fixture(scope="module")
def address(folder):
    if os.name != "posix":
        pytest.skip("needs a browser: no Chromium is installed that can be spoken to by pipes")
    import uvicorn

    app = site(Shelf(source_of(str(folder)), None), str(folder), ("127.0.0.1",))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


def look(browser, width, scheme):
    """Give the browser a width and a colour scheme."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.tell("Emulation.setEmulatedMedia", features=features)
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.tell("Emulation.setDeviceMetricsOverride", **size)
    browser.logged.clear()


def complaints(browser):
    """What the browser complained of; the picture it asks for by itself is not there, and is not missed."""
    return [each for each in browser.logged if "favicon" not in str(each)]


@pytest.mark.parametrize("width", [1300, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_fits_a_desk_and_a_telephone_in_light_and_dark(address, browser, width, scheme):
    """A policy that barred the page's own style would leave it bare, and no test of the text would see."""
    look(browser, width, scheme)
    for path in ("", f"cycle?of={quote(f'old/{ODD}')}", "cycle?of=bad"):
        browser.open(f"{address}{path}")
        assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
        ground = browser.ask("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(21, 25, 28)")
        assert browser.ask("document.scripts.length") == 0
    assert [each["entry"]["text"] for each in complaints(browser)] == [REFUSED]


REFUSED = (
    "Failed to load resource: the server responded with a status of 500 (Internal Server Error)"
)
"""What the browser says of the page about a cycle that cannot be read."""


def test_person_searches_opens_a_cycle_asks_for_a_day_and_goes_back(address, browser):
    """The search, the links and the days are forms and links that a browser has to take."""
    look(browser, 1300, "light")
    heading, many = (
        "document.querySelector('h1').textContent",
        "document.querySelectorAll('tbody tr').length",
    )
    browser.open(address)
    browser.ask("document.querySelector('[name=q]').focus()")
    browser.tell("Input.insertText", text="cafés")
    browser.click("button")
    assert (browser.ask(heading), browser.ask(many)) == ("Cycles", 1)
    browser.click("tbody a")
    assert browser.ask(heading) == "Home care in Lewisham"
    browser.ask("document.querySelector('[name=on]').value = '2022-06-01'")
    browser.click("button")
    assert "on 1 June 2022" in browser.ask("document.body.innerText")
    browser.click("nav a[href^=award]")
    assert "Public part" in browser.ask("document.body.innerText")
    browser.click("nav a")
    assert (browser.ask(heading), browser.ask(many)) == ("Cycles", 16)
    assert complaints(browser) == []
