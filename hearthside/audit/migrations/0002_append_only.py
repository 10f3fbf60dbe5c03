"""The trail can only grow: the database itself refuses to change or delete its rows."""

from django.db import migrations

TABLES = ("audit_entry", "audit_opening")


def protect(apps, schema_editor):
    apps.get_model("audit", "ChainHead").objects.get_or_create(pk=1)  # a chain that was there goes on where it ended
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for event in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the trail can only grow'); END"
                )
        return
    schema_editor.execute(
        "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the trail can only grow'; END $$"
    )
    for table in TABLES:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_only_grows()"
        )


def release(apps, schema_editor):
    """The way down. The entries and the head of the chain stay."""
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for event in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{event}")
        return
    for table in TABLES:
        schema_editor.execute(f"DROP TRIGGER {table}_only_grows ON {table}")
    schema_editor.execute("DROP FUNCTION audit_only_grows()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(protect, release, elidable=False)]
