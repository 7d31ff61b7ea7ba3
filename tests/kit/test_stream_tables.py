"""Every stream table could be distributed tomorrow (docs/adr/0005)."""

import pytest
from django.apps import apps
from django.db import connection, models

from headrace.kit.stream import StreamModel

STREAM_MODELS = [each for each in apps.get_models() if issubclass(each, StreamModel)]


def rows(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("model", STREAM_MODELS, ids=lambda each: each._meta.db_table)
class TestStreamTable:
    def test_has_its_placement_first_in_every_unique_key(self, model):
        first_columns = rows(
            "select a.attname from pg_index i join pg_attribute a"
            " on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
            " where i.indrelid = %s::regclass and i.indisunique",
            model._meta.db_table,
        )

        assert first_columns
        assert {name for (name,) in first_columns} == {model.placement}

    def test_points_to_no_case_table(self, model):
        targets = rows(
            "select confrelid::regclass::text from pg_constraint"
            " where conrelid = %s::regclass and contype = 'f'",
            model._meta.db_table,
        )

        tables = {each._meta.db_table for each in STREAM_MODELS}
        assert {name for (name,) in targets} <= tables
        assert not [each for each in model._meta.fields if isinstance(each, models.ForeignKey)]

    def test_counts_with_no_sequence(self, model):
        defaults = rows(
            "select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d"
            " where d.adrelid = %s::regclass",
            model._meta.db_table,
        )

        assert not [text for (text,) in defaults if "nextval" in text]
