from django.apps import AppConfig


class OneToOneConfig(AppConfig):
    name = "hearthside.one_to_one"
