"""From the words of council papers to days.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
