"""The store: every result of every batch, and what people decided about them.

    with Store.open("graded/autograder.db") as store:
        with store.read() as db:
            totals = overview.totals(db, "no_grad_cubic")
        with store.write() as db:
            edits.override(db, 17, "gradient", 3.0, reason="...", actor="mei", version=4)

One module for each concern, all on a SQLAlchemy connection (`db`), all giving frozen dataclasses:

    engine       opening a file or a URL, migrations, transactions
    schema       the tables and what they mean
    runs         batches: begun, going on, finished
    results      writing what the grader found, and finding what is known already
    current      the result that a submission has now
    keep         contents and evidence, from which anything can be graded again
    submissions  lists, one submission whole, next and previous
    overview     counts, distribution, pass rates, diagnoses, concepts
    groups       submissions that behave the same
    changes      two runs compared
    edits        overrides, comments, reviews
    releases     publishing and holding back
    audit        who did what, and undoing it
    presented    a report as people are to see it, with overrides and comments
    likeness     what submissions are compared by
    locks        one batch at a time
    ledger       a batch's view of all this

Imports nothing of the grading but the report and the evidence as data.
"""

from __future__ import annotations

from autograder.store.engine import Store

__all__ = ["Store"]
