"""Duties with a day: the notices the law asks for, and all else that is due.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
