"""From needs to specification: consultation, joint procurement, options, the golden thread.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
