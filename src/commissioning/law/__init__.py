"""The law as dated rows: what is asked, which row answers on a day, and for which facts.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
