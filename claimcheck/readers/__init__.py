"""The readers stage (see docs/design.md)."""
