"""Records of the ledger on screen, on paper and as data: what `list`, `show`, `conflicts` and `report` write."""
