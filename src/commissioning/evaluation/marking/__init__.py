"""From score sheets to one mark a criterion and bidder, and to points.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
