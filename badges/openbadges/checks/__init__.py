"""The single checks of a verification, grouped by what they look at.

Each returns a ``Check`` (or several) and raises nothing for what a stranger may have written.
"""
