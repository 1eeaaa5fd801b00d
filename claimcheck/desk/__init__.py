"""The desk: what a newsroom does with its ledger. No user interface: the commands and the terminal interface share it.

project.py    READ FIRST: where the ledger is, and how paths are told
people.py     who is at work, and what time it is
adding.py     articles → claims, again and again (facts.py: what matters; parts.py: sentences a person split)
checking.py   the whole ledger checked, or what changed of it
memory.py     analysed articles, kept so that nothing is read twice
conflicts.py  conflicts as records: found, decided, reopened (choosing.py, understanding.py)
claims.py     claims found: by filters, ids, places, words (search.py)
showing.py    one record with all that is known around it
verdicts.py   what people conclude about claims
editing.py    claims edited, split, taken away
sources.py    the source a person means by what they typed
reporting.py  the consistency report found out (history.py: what changed since)
exchange.py   what leaves the ledger; intake.py, rows.py, importing.py: what comes in
doctor.py     the file examined and repaired; merging.py, repository.py: two branches united
"""
