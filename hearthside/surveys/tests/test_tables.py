"""The tables themselves cannot hold what must not be known."""

import re

import pytest
from django.apps import apps
from django.db import connections, models

from hearthside.surveys.answers.models import WaitingAnswer
from hearthside.surveys.models import DrawnTicket, SurveyTicket, WallCode

ANSWERS = list(apps.get_app_config("answers").get_models())
CLOCKS = (models.DateField, models.TimeField, models.DurationField)
WALL_CLOCK = '"closes_at" datetime NOT NULL'  # the end of a day, the same for everybody, until two weeks later
COUNTERS = (models.AutoField, models.BigAutoField, models.SmallAutoField)


@pytest.mark.parametrize("table", ANSWERS)
def test_no_column_of_an_answer_is_a_clock_a_counter_or_a_way_to_another_table(table):
    for field in table._meta.get_fields():
        assert not isinstance(field, (*CLOCKS, *COUNTERS)), field
        assert not field.is_relation, field


def test_a_ticket_points_to_its_programme_and_to_nothing_else():
    related = [field.name for field in SurveyTicket._meta.get_fields() if field.is_relation]
    assert related == ["programme"]
    assert not [field for field in SurveyTicket._meta.get_fields() if isinstance(field, (*CLOCKS, *COUNTERS))]


@pytest.mark.parametrize("table", [*ANSWERS, SurveyTicket, DrawnTicket, WallCode])
def test_the_database_itself_keeps_no_hidden_order(table):
    connection = connections["answers" if table in ANSWERS else "default"]
    name = table._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
            [(made,)] = cursor.fetchall()
            assert made.endswith("WITHOUT ROWID")
            clocks = "autoincrement|datetime|timestamp| date|default current"
            assert not re.search(clocks, made.replace(WALL_CLOCK, ""), re.IGNORECASE)
            return
        cursor.execute("SELECT column_name, data_type, column_default FROM information_schema.columns WHERE table_name = %s", [name])
        for column, kind, default in cursor.fetchall():
            assert column == "closes_at" or not re.search("date|time|serial", kind)
            assert default is None
        cursor.execute("SELECT pg_get_serial_sequence(%s, column_name) FROM information_schema.columns WHERE table_name = %s", [name, name])
        assert not any(sequence for (sequence,) in cursor.fetchall())
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [name])
        assert cursor.fetchone()[0] == ("u" if table is WaitingAnswer else "p")


def test_the_answers_database_has_no_tables_of_people_and_the_main_one_none_of_answers():
    for alias, foreign in (("default", "answers_"), ("answers", "people_|encounters_|surveys_|accounts_|audit_")):
        with connections[alias].cursor() as cursor:
            names = connections[alias].introspection.table_names(cursor)
        assert not [name for name in names if re.match(foreign, name)]


def test_what_is_kept_is_told_in_words_without_what_was_said():
    for table in [*ANSWERS, *apps.get_app_config("surveys").get_models()]:
        assert str(table())
