"""Codes of what Otter's tests have to say, for `autograder explain`."""

from __future__ import annotations

CODES = {
    "test_failed": "A public test of Otter's did not pass. The message is the test's own failure "
    "message, else what the test showed.\n\nSeen with `autograder grade --otter`.",
    "test_passed": "What a test of Otter's says where it passes (its success message).\n\n"
    "Seen with `autograder grade --otter`.",
    "hidden_test_failed": "Not all hidden tests of a question passed. Which, and why, is never "
    "told to students.\n\nSeen with `autograder grade --otter`.",
}
