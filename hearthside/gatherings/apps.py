from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "hearthside.gatherings"

    def ready(self) -> None:
        from hearthside.gatherings.opened import open_by_codes

        open_by_codes()
