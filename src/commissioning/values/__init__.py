"""Plain values: money, scales, references, tables, text, and the shapes of fields.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
