"""From signature to review: contracts in their course, mobilisation, people who move, performance.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
