"""What PostgreSQL's planner knows of rows that a test has just made."""

from __future__ import annotations

from django.db import connection

from tenants.context import ActiveTenant

TABLES = """
    SELECT string_agg(format('%%I.%%I', schemaname, tablename), ', ')
    FROM pg_tables WHERE schemaname IN ('public', %s)
"""


def refresh_statistics(school: ActiveTenant) -> None:
    """Count the rows of the public tables and the school's, as the server does by itself a minute later.

    Not those of every schema: the run's database keeps the schools of other tests.
    """
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [school.schema_name])
        (tables,) = cursor.fetchone()
        # The rows are a test's, and so is the time that counting them takes on a busy machine.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(f"ANALYZE {tables}")
        cursor.execute("RESET statement_timeout")
