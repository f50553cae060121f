"""Days, spans, deadlines and the ways of counting days.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
