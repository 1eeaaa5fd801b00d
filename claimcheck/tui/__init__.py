"""The terminal interface: screens over a ledger, or over articles without one. The one home of `textual`."""
