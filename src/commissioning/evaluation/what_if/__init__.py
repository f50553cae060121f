"""How a result would change with other weights, prices, marks or assessors.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
