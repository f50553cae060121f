"""The records officers write down, one module each, in the order of the cycle.

A module may look back in the cycle, never forward. This file imports nothing; take a name from the
module that defines it, or from `commissioning`.
"""
