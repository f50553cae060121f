"""The award of lots where their number is limited or preferences are declared.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
