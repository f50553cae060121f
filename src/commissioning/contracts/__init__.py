"""From signature to review: the contract in its course, performance, credits, the register.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
