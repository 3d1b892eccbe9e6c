"""Many submissions graded at a time: in processes of this machine, or on a cluster.

The batch hands out *orders* (a submission, and the runs of it that are kept) and gets back what is
*done* (the report in every form, and the runs). A *desk* fills one order at a time: it is a grader
with its own memory of the reference solution. Where the desks stand is all that differs:

    desk     fills orders
    keeper   runs what is not kept, and keeps it
    pool     desks in processes of this machine, which share one fork server
    cluster  desks on the workers of a Dask cluster, each with a fork server of its own

The same order gives the same result at every desk, but for what its run cost.
"""

from __future__ import annotations
