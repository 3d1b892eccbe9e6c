"""What a run yields: the typed record that the sandboxed child streams to the supervisor.

`schema` says what the frames mean, `wire` how they travel. Nothing of ours is imported here, so
that both sides of the trust boundary can use it.
"""
