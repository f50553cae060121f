"""What is due: the notices the law asks for, and every other duty with a day.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
