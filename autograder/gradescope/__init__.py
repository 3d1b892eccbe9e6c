"""Gradescope: the zip that a teacher uploads, and what is particular to running inside it.

`bundle` makes the zip, `metadata` reads what Gradescope says of a submission, `files/` holds the
two scripts that Gradescope calls. `export.gradescope` puts a report into Gradescope's words, and
`commands.on_gradescope` is what `run_autograder` starts.
"""
