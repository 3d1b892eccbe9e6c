"""Small shared things: hashes of texts."""

from __future__ import annotations

import hashlib


def digest(text: str) -> str:
    """A short hash of a text, to find equals by."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
