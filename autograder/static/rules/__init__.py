"""One file per rule; see `autograder.static.rule` for what a rule module holds."""
