"""Which database a table lives in: the app `answers` in its own, everything else in the main one."""


class AnswersRouter:
    def db_for_read(self, model, **hints):
        return "answers" if model._meta.app_label == "answers" else "default"

    db_for_write = db_for_read

    def allow_relation(self, first, second, **hints):
        return first._meta.app_label == "answers" if second._meta.app_label == "answers" else None

    def allow_migrate(self, db, app_label, **hints):
        return (db == "answers") == (app_label == "answers")
