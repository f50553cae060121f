"""Which bidder takes which lot, where the lots are limited or preferences are declared.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
