"""One file that brings a centre back on an empty machine: database, artwork and sealed keys.

Not in it: secrets (`SECRET_KEY`, `CREDCENTER_KEY_ENCRYPTION_KEY`), which are kept elsewhere, sessions, and baked badges,
which are made again from the database.
"""
