"""Drafts: a valid record of any kind, or value of any class, that fits a scenario.

This file imports nothing; take a name from the module that defines it, or from `commissioning.testing`.
"""
