"""The extract stage (see docs/design.md)."""
