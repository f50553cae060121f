"""Hypothesis strategies for values, records and whole cycles.

This file imports nothing; take a name from the module that defines it, or from `commissioning.testing`.
"""
