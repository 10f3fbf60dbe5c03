"""Whether two people meet is read from one index, which is asked at every contact that is logged."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="relation", name="relation_supporter"),
        migrations.AddIndex(model_name="relation", index=models.Index(fields=["supporter", "person"], name="relation_pair")),
    ]
