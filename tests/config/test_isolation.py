"""The test database itself: whose name tests speak in, and what they leave behind."""

import threading

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection


def test_tests_speak_as_the_application(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("headrace_app", False, False, False)
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'django_session'")
        assert cursor.fetchone() == ("headrace_owner",)


@pytest.mark.parametrize("statement", ["CREATE TABLE loot (id int)", "DROP TABLE django_session"])
def test_the_application_may_not_change_the_schema(db, statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute(statement)


class TestCommitted:
    @pytest.mark.parametrize("attempt", [1, 2])
    def test_starts_empty_and_other_connections_see_what_was_written(self, committed, at, attempt):
        # Given a database without sessions, whatever the attempt before wrote
        assert not Session.objects.exists()

        # When a session is written
        Session.objects.create(session_key="k", session_data="d", expire_date=at)

        # Then another connection sees it
        seen: list[int] = []

        def look() -> None:
            seen.append(Session.objects.count())
            connection.close()

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        assert seen == [1]

    def test_keeps_reference_tables(self, committed):
        assert ContentType.objects.exists()


def test_the_superuser_reads_the_same_database(db, superuser: psycopg.Connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        assert superuser.execute("SELECT current_database()").fetchone() == cursor.fetchone()
