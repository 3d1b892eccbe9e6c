"""Where things lie in the zip and, once it is unpacked, at /autograder/source."""

from __future__ import annotations

ASSIGNMENT = "assignment"
"""The folder of assignment.yaml."""
RECORDED = "recorded.msgpack"
"""What the solutions gave (`autograder.recorded`), with the key of the probe values."""
SETTINGS = "settings.json"
"""What the teacher chose when the zip was built."""
