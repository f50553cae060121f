"""The terms that the Procurement Act 2023 puts into every contract; a clause that says otherwise has no effect."""

from __future__ import annotations

from typing import Final

from commissioning.law import questions as q
from commissioning.law.regimes.platform_notices import ACT, NO_CONCESSION
from commissioning.law.regimes.regime import ABOVE, BELOW, FRAMEWORK, Rows

_PAID: Final = "invoices are paid within 30 days"

# fmt: off
IMPLIED_TERMS: Final[Rows] = (
    *(ACT.row(q.IMPLIED_TERM, f"{_PAID} ({also})", provision, facts & subject)
      for facts, provision, also in ((ABOVE, "sections 67 and 68", "an electronic invoice is accepted"),
                                     (BELOW, "section 88", "in sub-contracts too"))
      for subject in NO_CONCESSION),
    *(ACT.row(q.IMPLIED_TERM, f"the authority may end the contract where {why}, once the supplier was heard",
              f"section 78(2)({point})", ABOVE) for why, point in (
        ("it was awarded or changed in material breach of the Act", "a"),
        ("the supplier has become excluded or excludable since the award", "b"),
        ("a sub-contractor is excluded or excludable, was asked about and was not known to be", "c"))),
    ACT.row(q.IMPLIED_TERM, "an excluded supplier, or one become excludable, may be kept out of a call-off", "section 48",
            ABOVE & FRAMEWORK),
)
# fmt: on
