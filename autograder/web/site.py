"""The published reports as a static site for a course page.

Each student's page has an address that nobody can guess, the same in every export; who has which
stands in a table beside the site, for the teacher alone. The first page names nobody.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from autograder import points
from autograder.export import protect
from autograder.report import to_html
from autograder.report.text import visible
from autograder.store import overview, submissions
from autograder.store.submissions import Filter
from autograder.web.charts import histogram
from autograder.web.language import Words
from autograder.web.rendering import render, source_of
from autograder.web.student import as_student_sees
from autograder.web.titles import Titles

PAGE = 500
MOST_CODES = 10


def address(key: bytes, assignment: str, name: str) -> str:
    """The file name of a student's page: 128 bits of an HMAC (RFC 2104) under the installation's
    key, which nobody can work out from the student's name."""
    text = f"site\0{assignment}\0{name}".encode("utf-8", "replace")
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:32] + ".html"


def write_site(
    db: Connection,
    assignment: str,
    path: Path,
    *,
    titles: Titles,
    t: Words,
    tick: Callable[[int, int], None],
) -> int:
    """Write the zip at `path`: `site/` to be put on a web server, and `addresses.csv`.

    Only what was published is in it, as it is now. Returns the number of reports.
    """
    key = points.installation_key()
    wanted = Filter(release="released")
    total = submissions.count(db, assignment, wanted)
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["student", "submission", "address"])
    done = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        while done < total:
            rows = submissions.listed(db, assignment, wanted, limit=PAGE, offset=done)
            if not rows:
                break
            for row in rows:
                found = submissions.detail(db, row.id, row.released_report_id)
                if found is not None and found.report is not None:
                    name = address(key, assignment, row.name)
                    content = to_html(as_student_sees(db, row, found.report))
                    archive.writestr(f"site/{name}", content.encode("utf-8", "replace"))
                    writer.writerow([_cell(row.student), _cell(row.name), name])
                done += 1
                tick(done, total)
        archive.writestr("site/index.html", _index(db, assignment, titles, t))
        archive.writestr("addresses.csv", ("\ufeff" + table.getvalue()).encode("utf-8", "replace"))
    return done


def _index(db: Connection, assignment: str, titles: Titles, t: Words) -> str:
    bands = overview.distribution(db, assignment)
    return render(
        "site_index.html",
        t=t,
        titles=titles,
        style=source_of("app.css"),
        totals=overview.totals(db, assignment),
        chart=histogram([(band.low, band.high, band.count) for band in bands]),
        codes=[
            item
            for item in overview.diagnosis_counts(db, assignment)
            if item.severity == "error" and item.code != "tampering"
        ][:MOST_CODES],
    )


def _cell(text: str) -> str:
    return protect(visible(text))
