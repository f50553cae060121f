"""An evaluation in words, tables and letters.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
