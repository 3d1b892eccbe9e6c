"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "contents",
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("content", name=op.f("pk_contents")),
    )
    op.create_table(
        "evidence",
        sa.Column("owner", sa.String(length=300), nullable=False),
        sa.Column("engine", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("owner", "engine", name=op.f("pk_evidence")),
    )
    op.create_table(
        "profiles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profiles")),
        sa.UniqueConstraint("digest", name=op.f("uq_profiles_digest")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.Float(precision=53), nullable=False),
        sa.Column("updated_at", sa.Float(precision=53), nullable=False),
        sa.Column("finished_at", sa.Float(precision=53), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("rubric", sa.String(length=64), nullable=False),
        sa.Column("program", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_runs_assignment_started_at"), ["assignment", "started_at"], unique=False
        )

    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("student", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("profile_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=True),
        sa.Column("score", sa.Float(precision=53), nullable=True),
        sa.Column("final_score", sa.Float(precision=53), nullable=True),
        sa.Column("max_score", sa.Float(precision=53), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("root_code", sa.String(length=100), nullable=True),
        sa.Column("behaviour", sa.String(length=32), nullable=True),
        sa.Column("structure", sa.String(length=32), nullable=True),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("tampering", sa.Boolean(), nullable=False),
        sa.Column("overridden", sa.Boolean(), nullable=False),
        sa.Column("commented", sa.Boolean(), nullable=False),
        sa.Column("reviewed_by", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.Float(precision=53), nullable=True),
        sa.Column("release", sa.String(length=16), nullable=False),
        sa.Column("released_at", sa.Float(precision=53), nullable=True),
        sa.Column("released_report_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("assignment", "name", name=op.f("uq_submissions_assignment_name")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_behaviour"),
            ["assignment", "behaviour"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_final_score_status_max_score"),
            ["assignment", "final_score", "status", "max_score"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_profile_id"),
            ["assignment", "profile_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_release"), ["assignment", "release"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_root_code"),
            ["assignment", "root_code"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_status_reviewed_at"),
            ["assignment", "status", "reviewed_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_student"), ["assignment", "student"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_submissions_assignment_updated_at"),
            ["assignment", "updated_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_submissions_report_id"), ["report_id"], unique=False)

    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("body", sa.String(length=64), nullable=True),
        sa.Column("seen_at", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_attempts_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint(
            "submission_id", "content", name=op.f("uq_attempts_submission_id_content")
        ),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_content"), ["content"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("assignment", sa.String(length=200), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(length=32), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_audit_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_assignment_at"), ["assignment", "at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_batch"), ["batch"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "checks",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("check_id", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("max_score", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_checks_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "position", name=op.f("pk_checks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Float(precision=53), nullable=False),
        sa.Column("changed_at", sa.Float(precision=53), nullable=True),
        sa.Column("for_student", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_comments_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comments_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "concepts",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("concept", sa.String(length=200), nullable=False),
        sa.Column("covered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_concepts_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "concept", name=op.f("pk_concepts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "diagnoses",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["profiles.id"],
            name=op.f("fk_diagnoses_profile_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("profile_id", "position", name=op.f("pk_diagnoses")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("diagnoses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_diagnoses_code"), ["code"], unique=False)

    op.create_table(
        "flags",
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_flags_profile_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("profile_id", "position", name=op.f("pk_flags")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("points", sa.Float(precision=53), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Float(precision=53), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_overrides_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_overrides_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
        sa.UniqueConstraint(
            "submission_id",
            "attempt_id",
            "question",
            name=op.f("uq_overrides_submission_id_attempt_id_question"),
        ),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("assignment", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.Float(precision=53), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("score", sa.Float(precision=53), nullable=False),
        sa.Column("max_score", sa.Float(precision=53), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("root_code", sa.String(length=100), nullable=True),
        sa.Column("behaviour", sa.String(length=32), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("structure", sa.String(length=32), nullable=True),
        sa.Column("sketch", sa.LargeBinary(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_reports_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name=op.f("fk_reports_profile_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_reports_run_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_reports_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "attempt_id", "fingerprint", name=op.f("uq_reports_attempt_id_fingerprint")
        ),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reports_assignment_behaviour"), ["assignment", "behaviour"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_reports_submission_id"), ["submission_id"], unique=False
        )

    op.create_table(
        "run_items",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("profile_id", sa.Integer(), nullable=False),
        sa.Column("previous_report_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_run_items_report_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["runs.id"], name=op.f("fk_run_items_run_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_run_items_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", "submission_id", name=op.f("pk_run_items")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("run_items", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_items_report_id"), ["report_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_run_items_run_id_profile_id"), ["run_id", "profile_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_run_items_submission_id"), ["submission_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("run_items", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_items_submission_id"))
        batch_op.drop_index(batch_op.f("ix_run_items_run_id_profile_id"))
        batch_op.drop_index(batch_op.f("ix_run_items_report_id"))

    op.drop_table("run_items")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reports_submission_id"))
        batch_op.drop_index(batch_op.f("ix_reports_assignment_behaviour"))

    op.drop_table("reports")
    op.drop_table("overrides")
    op.drop_table("flags")
    with op.batch_alter_table("diagnoses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_diagnoses_code"))

    op.drop_table("diagnoses")
    op.drop_table("concepts")
    with op.batch_alter_table("comments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comments_submission_id"))

    op.drop_table("comments")
    op.drop_table("checks")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_submission_id"))
        batch_op.drop_index(batch_op.f("ix_audit_batch"))
        batch_op.drop_index(batch_op.f("ix_audit_assignment_at"))

    op.drop_table("audit")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_content"))

    op.drop_table("attempts")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_report_id"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_updated_at"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_student"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_status_reviewed_at"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_root_code"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_release"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_profile_id"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_final_score_status_max_score"))
        batch_op.drop_index(batch_op.f("ix_submissions_assignment_behaviour"))

    op.drop_table("submissions")
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_runs_assignment_started_at"))

    op.drop_table("runs")
    op.drop_table("profiles")
    op.drop_table("evidence")
    op.drop_table("contents")
