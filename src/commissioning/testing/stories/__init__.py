"""Complete made-up procurements, record by record, for tests that need a believable one.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
