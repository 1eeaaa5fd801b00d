"""The desk: what a newsroom does with its ledger. No user interface: the commands and the terminal interface share it.

project.py   READ FIRST: where the ledger is, and how paths are told
people.py    who is at work, and what time it is
adding.py    articles → claims, again and again
claims.py    claims found: by filters, ids, places, words (search.py)
showing.py   one record with all that is known around it
editing.py   claims edited, split (parts.py), taken away
verdicts.py  what people conclude about claims
sources.py   the source a person means by what they typed
conflicts.py conflicts as records: found, decided, reopened
memory.py    analysed articles, kept so that nothing is read twice
"""
