"""One misconception a file; adding one is adding a file with a `RULE`."""
