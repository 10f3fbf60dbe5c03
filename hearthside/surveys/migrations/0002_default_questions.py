"""The seven default questions, as the first version."""

from django.db import migrations

from hearthside.surveys.defaults import CODE, QUESTIONS, VERSION


def ask(apps, schema_editor):
    apps.get_model("surveys", "QuestionnaireVersion").objects.create(code=CODE, version=VERSION, questions=QUESTIONS)


def take_back(apps, schema_editor):
    apps.get_model("surveys", "QuestionnaireVersion").objects.filter(code=CODE, version=VERSION).delete()


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [migrations.RunPython(ask, take_back, elidable=False)]
