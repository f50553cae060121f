"""Files that are judged once, and a browser to look at pages with, where there is one."""

import json
import os
import shutil
import subprocess
from itertools import count
from select import select

import pytest

from commissioning import interchange
from commissioning.interchange import json as files
from commissioning.portfolio import given
from commissioning.process import Process

PATIENCE = 60
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


JUDGED = {}
"""The cycle of each text that a command of this run has read, and its audit."""


@pytest.fixture(scope="module", autouse=True)
def _texts_are_judged_once():
    """The same text gives the same cycle, and to judge Lewisham's takes seconds; many tests ask for it."""
    loads, standard = files.loads, Process.standard()

    def once(text, process=None, *, audit=False, rules=None):
        if rules or (process or standard) != standard:
            return loads(text, process, audit=audit, rules=rules)
        if (text, audit) not in JUDGED:
            JUDGED[text, audit] = loads(text, audit=audit)
        return JUDGED[text, audit]

    with pytest.MonkeyPatch.context() as patch:
        for module in (interchange, given):
            patch.setattr(module, "loads", once)
        yield


class Browser:
    """Chromium without a window, spoken to through two pipes in its own protocol (CDP)."""

    def __init__(self, program, profile):
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        # The browser reads from descriptor 3 and writes to 4.
        script = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
        flags = (
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank",
        )  # fmt: skip
        self._process = subprocess.Popen(
            ["bash", "-c", script, "bash", program, *flags],
            pass_fds=(theirs_in, theirs_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._numbers, self._waiting, self.session, self.logged = count(1), b"", None, []
        self.loads = 0
        made = self.tell("Target.createTarget", url="about:blank")
        self.session = self.tell("Target.attachToTarget", targetId=made["targetId"], flatten=True)[
            "sessionId"
        ]
        for domain in ("Page", "Log", "Runtime"):
            self.tell(f"{domain}.enable")

    def tell(self, method, **params):
        """Give an order and return its result."""
        number = next(self._numbers)
        order = {"id": number, "method": method, "params": params}
        if self.session:
            order["sessionId"] = self.session
        os.write(self._out, json.dumps(order).encode() + b"\0")
        while (message := self._next()).get("id") != number:
            self._note(message)
        assert "error" not in message, message
        return message["result"]

    def _next(self):
        while b"\0" not in self._waiting:
            ready, _, _ = select([self._in], [], [], PATIENCE)
            assert ready, f"the browser has said nothing for {PATIENCE} seconds"
            more = os.read(self._in, 1 << 16)
            assert more, "the browser has ended"
            self._waiting += more
        first, _, self._waiting = self._waiting.partition(b"\0")
        return json.loads(first)

    def _note(self, message):
        """Keep what the browser complains of, such as a style that the page may not have, and count pages."""
        self.loads += message.get("method") == "Page.loadEventFired"
        if message.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
            self.logged.append(message["params"])

    def loaded(self, method, **params):
        """Give an order that leads to another page, and wait until that is there."""
        before = self.loads
        self.tell(method, **params)
        while self.loads == before:
            self._note(self._next())

    def open(self, address):
        """Show a page."""
        self.loaded("Page.navigate", url=address)

    def ask(self, expression):
        """The value of an expression about the page."""
        return self.tell("Runtime.evaluate", expression=expression, returnByValue=True)[
            "result"
        ].get("value")

    def click(self, selector):
        """Press a button or follow a link, as a person with a mouse does."""
        box = self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView(); "
            "const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2] })()"
        )
        where = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        self.tell("Input.dispatchMouseEvent", type="mousePressed", **where)
        self.loaded("Input.dispatchMouseEvent", type="mouseReleased", **where)

    def close(self):
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("needs a browser: no Chromium is installed")
    shown = Browser(program, tmp_path_factory.mktemp("profile"))
    yield shown
    shown.close()
