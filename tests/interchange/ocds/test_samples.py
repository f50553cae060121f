"""Real notices, where COMMISSIONING_OCDS names a folder that holds them in `samples`; they are not kept here.

Without the folder nothing is collected, so that a build that forbids skipped tests passes too.
"""

import os
from pathlib import Path

import pytest

from commissioning.interchange import ocds

FOLDER = os.environ.get("COMMISSIONING_OCDS")

if FOLDER:

    @pytest.mark.parametrize(
        "path", sorted(Path(FOLDER).glob("samples/*.json")), ids=lambda path: path.stem
    )
    def test_a_real_notice_is_read_and_goes_out_as_it_came(path):
        """What portals publish is odder than anything that one makes up."""
        for imported in ocds.read(path.read_text(encoding="utf-8"), contacts=True):
            assert len(imported.cycle.records) > 1
            assert ocds.releases(imported.cycle, imported.origin) == imported.origin.releases
            made = list(ocds.releases(imported.cycle))
            assert ocds.check(made) == ()
            (again,) = ocds.read(made)
            (third,) = ocds.read(list(ocds.releases(again.cycle)))
            assert third.cycle == again.cycle
