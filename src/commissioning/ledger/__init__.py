"""What has been recorded, what of it is in force, and where each lot is.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
