"""Bounds on what strangers may hand in. Each constant says what it protects."""

from __future__ import annotations

from datetime import timedelta

# A realistic credential is 6 KB; data-URI images make some reach a few hundred. A megabyte keeps
# JSON-LD expansion, whose cost grows with the document, under about a second.
MAX_DOCUMENT_BYTES = 1024 * 1024
# OB 3.0 nests about eight deep. Expansion recurses per level, so this keeps the stack safe.
MAX_JSON_DEPTH = 32
# Expansion costs some 40 microseconds a value.
MAX_JSON_VALUES = 10_000
# json.loads is quadratic in the digits of an integer; no credential needs a longer one.
MAX_NUMBER_DIGITS = 40

# RDFC-1.0 tries every permutation of blank nodes it cannot tell apart ("poison graphs", RDFC-1.0
# section 7.1): 8 mutually linked nodes take pyld half a minute. A permutation costs up to 100
# microseconds; OB 3.0's own complete sample needs under 2,000 of them.
MAX_PERMUTATIONS = 10_000
# pyld compares each value of a property with all others of it: pairs, over the whole document.
MAX_VALUE_PAIRS = 500_000
# Proofs of one set that are tried; each costs a canonicalisation of its options.
MAX_PROOFS = 8
# Proofs of one chain; each costs a canonicalisation of the whole document.
MAX_CHAINED_PROOFS = 3
# Endorsements of one credential that are verified; each costs what a credential costs.
MAX_INNER = 32
# Credentials of one record. Whoever studies for years gathers some sixty; what they cost together is
# bounded by MAX_JSON_VALUES, which a hundred course badges come to.
MAX_COMPONENTS = 100
# Entries of ``@context``, those of credentials inside included (OB 3.0's own complete sample has a
# dozen, a record of a hundred badges four for each); all are pinned, so each is processed once.
MAX_CONTEXTS = 512
# Contexts that are applied to what those before them made of the words, each such pair once
# (``contexts.steps_of``): 2 to 3 milliseconds a step, in each canonicalisation of a verification. No
# sample of OB 3.0 or CLR 2.0 takes more than 12.
MAX_CONTEXT_STEPS = 48
# Status entries of one credential that are looked up; each may cost a fetch.
MAX_STATUS_ENTRIES = 4

# Badge art is a few hundred kilobytes; this is what a browser still uploads without pain.
MAX_IMAGE_BYTES = 10 * 1024 * 1024
# Per side. A PNG of 20,000 x 20,000 unpacks to 1.6 GB in whatever program shows it next.
MAX_IMAGE_SIDE = 10_000

# Each costs two calls from the parser; drawings by hand have hundreds, traced ones some thousands.
MAX_SVG_ELEMENTS = 100_000

# Bitstring Status List 1.0, section 6.1: shorter lists give the holder away.
MIN_STATUS_LIST_LENGTH = 131_072
# gzip packs zeros 1000 to 1: without a cap a 4 KB list could unpack to memory exhaustion.
MAX_STATUS_LIST_BYTES = 4 * 1024 * 1024

# The clock that issues and the clocks that verify are all on network time, and slack would let
# an expired credential pass; other software allows 300 s, we allow none.
CLOCK_SLACK = timedelta(0)
