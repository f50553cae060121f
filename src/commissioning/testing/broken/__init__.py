"""Cycles with one known fault each, at least one for every finding code.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
