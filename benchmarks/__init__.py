"""How fast the grader is on this machine: against Otter, and against the floor."""
