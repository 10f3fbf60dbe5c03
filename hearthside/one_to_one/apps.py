from django.apps import AppConfig


class OneToOneConfig(AppConfig):
    name = "hearthside.one_to_one"

    def ready(self) -> None:
        from hearthside.one_to_one.asking.opened import open_by_codes

        open_by_codes()
