"""Kinds of contact, topics and crisis lines are there from the start: reports and imports rely on their codes."""

from django.db import migrations

from hearthside.organisation import defaults


def fill(apps, schema_editor):
    def rows(model, fields):
        apps.get_model("organisation", model).objects.bulk_create(apps.get_model("organisation", model)(**one) for one in fields)

    kinds = enumerate(defaults.KIND_NAMES)
    rows("Kind", ({"code": code, "position": place, "is_gathering": code in defaults.GATHERING_KINDS} for place, code in kinds))
    rows("Topic", ({"code": code, "position": place} for place, code in enumerate(defaults.TOPIC_NAMES)))
    columns = ("country", "name", "number", "may_text", "note")
    lines = (dict(zip(columns, line, strict=True)) for line in defaults.CRISIS_LINES)
    rows("CrisisLine", (line | {"note": str(line["note"]), "position": place} for place, line in enumerate(lines)))


def empty(apps, schema_editor):
    """By plain statements: the rooms above, whose rows Django would look for, may be down already."""
    for table in ("organisation_kind", "organisation_topic", "organisation_crisisline"):
        schema_editor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
