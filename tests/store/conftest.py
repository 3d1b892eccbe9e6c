"""Stores of both kinds for every test here."""

from __future__ import annotations

from tests.databases import place, postgresql, store

__all__ = ["place", "postgresql", "store"]
