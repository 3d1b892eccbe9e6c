"""Alembic's migrations of the store. docs/batch.md says how one is added."""
