"""The match stage (see docs/design.md)."""
