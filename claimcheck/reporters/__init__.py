"""The reporters stage (see docs/design.md)."""
