"""Real notices, where COMMISSIONING_OCDS names a folder that holds them in `samples`; they are not kept here.

Without the folder nothing is collected, so that a build that forbids skipped tests passes too.
"""

import json
import os
import random
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings

from commissioning.interchange import ocds
from commissioning.testing import cycles

FOLDER = os.environ.get("COMMISSIONING_OCDS")

if FOLDER:
    import jsonschema_rs

    @pytest.mark.parametrize(
        "path", sorted(Path(FOLDER).glob("samples/*.json")), ids=lambda path: path.stem
    )
    def test_real_notice_is_read_and_goes_out_as_it_came(path):
        """What portals publish is odder than anything that one makes up."""
        for imported in ocds.read(path.read_text(encoding="utf-8"), contacts=True):
            assert len(imported.cycle.records) > 1
            assert ocds.releases(imported.cycle, imported.origin) == imported.origin.releases
            made = list(ocds.releases(imported.cycle))
            assert ocds.check(made) == ()
            (again,) = ocds.read(made)
            (third,) = ocds.read(list(ocds.releases(again.cycle)))
            assert third.cycle == again.cycle

    SCHEMA = json.loads(Path(FOLDER, "patched", "release-schema-uk.json").read_text("utf-8"))
    VALUES = (None, "", 1, -1, 0.5, "x", [], {}, True, [1, 1], ["a", "a"], {"id": ""}, "2025-01-01",
              "2025-01-01T00:00:00Z", "GBP")  # fmt: skip

    @seed(7)
    @settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
    @given(cycle=cycles())
    def test_thousand_cycles_keep_to_the_published_schema(cycle):
        """Our own table of fields could share a mistake with our own writer."""
        made = list(ocds.releases(cycle))
        assert not made or ocds.check(made, SCHEMA) == ()

    def _places(value, path=()):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield (*path, key)
            if isinstance(inner, (dict, list)):
                yield from _places(inner, (*path, key))

    def test_table_and_the_schema_agree_on_releases_spoilt_at_random():
        """A check that is laxer than the standard lets a portal refuse the notice instead."""
        valid = jsonschema_rs.validator_for(SCHEMA).is_valid
        samples = [
            json.loads(json.dumps(release))
            for path in sorted(Path(FOLDER).glob("samples/*.json"))
            for imported in ocds.read(path.read_text(encoding="utf-8"))
            for release in imported.origin.releases
        ]
        chance = random.Random(5)
        for _ in range(2000):
            release = deepcopy(chance.choice(samples))
            *way, last = chance.choice(list(_places(release)))
            at = release
            for key in way:
                at = at[key]
            if chance.random() < 0.2:
                del at[last]
            else:
                at[last] = chance.choice(VALUES)
            assert (not ocds.check(release)) is valid(release), (way, last)
