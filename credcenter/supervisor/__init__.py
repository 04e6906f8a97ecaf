"""`./script/server`: web, worker, beat and broker on one machine, as one program.

The supervisor itself never loads Django's settings: what needs them runs in a child, so
the process that watches the others stays small and has no connection of its own.
"""
