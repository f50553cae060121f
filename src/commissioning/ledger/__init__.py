"""The records of a cycle, which of them are in force, and the stage of each lot.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
