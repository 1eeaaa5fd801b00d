"""Rules about what claims stand on: only a ledger asks for them, so checking an article never imports them."""
