"""The bodies of law, as rows only. They import no gate.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
