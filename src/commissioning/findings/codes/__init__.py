"""The kinds of finding, by phase: each is an object that makes its findings.

This file imports nothing; take a name from the module that defines it.
"""
