"""Obstacles and warnings: findings, their codes, their sources and the errors that carry them.

This file imports nothing; take a name from the module that defines it, or from `commissioning`.
"""
