"""The instructor dashboard: what the class misunderstood, answered once, and released.

`app.create_app` is the application; `autograder dashboard` starts it. It works on `store` and
`report` and knows nothing of how grading is done: what needs that is asked of a `desk.Workshop`.
"""
