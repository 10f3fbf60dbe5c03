"""Tables without a hidden order: for migrations of this room."""

from django.db import migrations


class CreateTable(migrations.CreateModel):
    """Makes a table whose only order is its key: on SQLite WITHOUT ROWID, because the hidden row number would tell who
    came first (200 of 200 were linked by it). `unlogged` keeps it out of PostgreSQL's write-ahead log as well.

    A later change of such a table must make it anew in the same way; tests/test_tables.py notices when it does not.
    """

    unlogged: tuple[str, ...] = ("WaitingAnswer",)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        usual = schema_editor.sql_create_table
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.sql_create_table = f"{usual} WITHOUT ROWID"
        elif self.name in self.unlogged:
            schema_editor.sql_create_table = usual.replace("CREATE TABLE", "CREATE UNLOGGED TABLE")
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = usual
