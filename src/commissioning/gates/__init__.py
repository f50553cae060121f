"""Named conditions, by phase. Each is a claim that is true or not, and says why it is not.

A gate guards the door: may this kind of record come at all on that day? A check looks at what is
carried through it: does this record fit the ledger? Both yield findings and declare their codes.
"""
