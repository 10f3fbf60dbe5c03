from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "hearthside.surveys.answers"
    label = "answers"
