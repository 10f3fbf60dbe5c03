"""Every column has a class and every table an answer to "how long?"; and no road leads from an answer to a person."""

import pytest
from django.apps import apps
from django.db import connections, models

from hearthside.core.fields import SealedTextField
from tests.walks.privacy import CLASSES, OTHERS, SEALED_OTHERWISE, TABLES
from tests.walks.registry import models as our_models

ANONYMOUS = ("surveys", "answers")
PEOPLES = ("people", "accounts", "encounters", "outbox", "audit")
CLOCKS = (models.DateField, models.DateTimeField, models.TimeField, models.DurationField)
COUNTERS = (models.AutoField, models.BigAutoField, models.SmallAutoField)


def columns_of(model: type) -> set[str]:
    return {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete}


def test_every_table_has_an_answer():
    missing = sorted(set(our_models()) - set(TABLES))
    assert not missing, f"Nobody has said what {missing} hold and how long they are kept. Add each to TABLES in tests/walks/privacy.py."
    gone = sorted(set(TABLES) - set(our_models()))
    assert not gone, f"There are no {gone} any more. Take them out of tests/walks/privacy.py."


@pytest.mark.parametrize("label", TABLES)
def test_every_column_has_one_class(label):
    kept, known = TABLES[label], columns_of(apps.get_model(label))
    said = [column for kind in CLASSES for column in getattr(kept, kind).split()]
    assert len(said) == len(set(said)), f"{label}: a column has two classes."
    missing = sorted(known - set(said))
    assert not missing, f"{label}: say of which class {missing} are ({', '.join(CLASSES)}) in tests/walks/privacy.py."
    assert not set(said) - known, f"{label} has no {sorted(set(said) - known)}. Take them out of tests/walks/privacy.py."
    assert len(kept.until) > 10, f"{label}: say how long a row is kept."


def test_tables_of_packages_are_known():
    others = {model._meta.label for model in apps.get_models(include_auto_created=True)} - set(our_models())
    missing, gone = sorted(others - set(OTHERS)), sorted(set(OTHERS) - others)
    assert not missing, f"A package brought tables: {missing}. Say in OTHERS of tests/walks/privacy.py what stands in them."
    assert not gone, f"There are no {gone} any more."


def test_what_somebody_wrote_is_sealed():
    def is_sealed(label: str, column: str) -> bool:
        return isinstance(apps.get_model(label)._meta.get_field(column), SealedTextField) or f"{label}.{column}" in SEALED_OTHERWISE

    bare = [
        f"{label}.{column}"
        for label, kept in TABLES.items()
        for column, kind in kept.columns().items()
        if kind in ("words", "sealed") and not is_sealed(label, column)
    ]
    assert not bare, f"{bare} would stand readable in a copy of the database. Make each a SealedTextField."


def test_every_sealed_column_is_said_to_be_one():
    """So that a class is no wish: what is sealed is called words or sealed, and nothing else."""
    odd = [
        f"{label}.{field.name}"
        for label, model in our_models().items()
        for field in model._meta.get_fields()
        if isinstance(field, SealedTextField) and TABLES[label].columns()[field.name] not in ("words", "sealed")
    ]
    assert not odd, f"{odd} are sealed and not called so in tests/walks/privacy.py."


def test_a_long_text_is_sealed_or_the_organisations_own():
    """TextField and JSONField are where what people wrote would end up."""
    odd = [
        f"{label}.{field.name}"
        for label, model in our_models().items()
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField | models.JSONField) and TABLES[label].columns()[field.name] not in ("plain", "work", "count")
    ]
    assert not odd, f"{odd} hold open text. Seal it, or say why it is not somebody's words."


def test_nothing_in_surveys_identifies_anybody():
    found = [f"{label}: {kept.identifies}" for label, kept in TABLES.items() if label.split(".")[0] in ANONYMOUS and kept.identifies]
    assert not found, f"Surveys know nobody: {found}"


@pytest.mark.parametrize("label", [label for label in TABLES if label.split(".")[0] in ANONYMOUS])
def test_no_road_leads_from_an_answer_to_a_person(label):
    """Every relation is followed, forwards from the survey and backwards to it, however many steps it takes."""
    seen, todo = set(), [(apps.get_model(label), label)]
    while todo:
        model, road = todo.pop()
        assert model._meta.app_label not in PEOPLES, f"A road leads from an answer to a person: {road}"
        seen.add(model)
        ahead = [field for field in model._meta.get_fields() if field.is_relation and not field.auto_created]
        todo += [(field.related_model, f"{road} -> {field.name}") for field in ahead if field.related_model not in seen]
    pointing = [
        relation
        for relation in apps.get_model(label)._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.is_relation
    ]
    assert not pointing, f"{pointing} point at {label}. Keep a digest for some days at most, never a relation."


def test_the_database_of_answers_stands_alone():
    for label in (label for label in TABLES if label.startswith("answers.")):
        for field in apps.get_model(label)._meta.get_fields():
            assert not field.is_relation, f"{label}.{field.name} points out of the database of answers."


def test_no_answer_tells_when_it_came_or_in_which_order():
    for label in (label for label in TABLES if label.startswith("answers.")):
        for field in apps.get_model(label)._meta.get_fields():
            assert not isinstance(field, CLOCKS), f"{label}.{field.name} is a clock."
            assert not isinstance(field, COUNTERS), f"{label}.{field.name} counts up, so it tells the order in which answers came."


def test_a_survey_ticket_tells_no_day_and_no_order():
    for field in apps.get_model("surveys.SurveyTicket")._meta.get_fields():
        assert not isinstance(field, CLOCKS + COUNTERS), f"surveys.SurveyTicket.{field.name} would lead to its contact."


def test_the_database_of_answers_holds_no_table_but_its_own():
    tables = {model._meta.db_table for label, model in our_models().items() if label.startswith("answers.")}
    found = set(connections["answers"].introspection.table_names())
    assert found - tables <= {"django_migrations"}, f"These stand beside the answers: {sorted(found - tables)}"
    assert tables <= found
