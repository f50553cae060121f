"""Plain values: money, days, findings. Nothing in this room knows what a stage is.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
