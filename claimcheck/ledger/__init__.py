"""The ledger: claim records, verdicts, sources, conflicts, as frozen values, and what follows from them. No I/O.

records.py     READ FIRST: the records, and `Ledger`, the whole of them
texts.py       when two texts are the same text, and the digest that verdicts are tied to
status.py      the status of a claim or conflict, derived from its records, never stored
ids.py         random short ids, and how a user may shorten them
tables.py      records by id, decoded when they are asked for
merge.py       two ledgers that grew apart, made one again (twins.py: one thing under two ids)
checkup.py     what is loose in a ledger that can be read
redaction.py   what may leave the desk
views.py, details.py, disagreements.py, outcomes.py, consistency.py, parcel.py: what screens and reports are told
"""
