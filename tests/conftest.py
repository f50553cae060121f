"""Settings that every test shares."""

import os

import pytest
from hypothesis import settings

# No deadline: a busy machine is not a fault. A run on a build server draws the same examples each
# time; HYPOTHESIS_PROFILE=thorough looks harder, by hand.
settings.register_profile(
    "quick", deadline=None, max_examples=40, derandomize=bool(os.environ.get("CI"))
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where every optional package is installed, a skipped test is a fault: it hides rot."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", ())) if reporter else 0
    if skipped and os.environ.get("COMMISSIONING_NO_SKIP"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"COMMISSIONING_NO_SKIP is set and {skipped} tests were skipped")
