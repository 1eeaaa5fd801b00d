"""The ledger: claim records, verdicts, sources, conflicts, as frozen values, and what follows from them. No I/O.

records.py   READ FIRST: the records, and `Ledger`, the whole of them
texts.py     when two texts are the same text, and the digest that verdicts are tied to
status.py    the status of a claim or conflict, derived from its records, never stored
tables.py    records by id, decoded when they are asked for
ids.py       random short ids, and how a user may shorten them
"""
