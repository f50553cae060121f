"""From signature to go-live: readiness, cohorts of people, and whether all of them arrived.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
