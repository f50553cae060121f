"""Drafts: for every kind of record, one that fits a scenario and is right by itself.

A kind of record that a council has added is drafted from its annotations alone.
"""
