"""Fills a database of answers: `python -m hearthside.cli.bench.answers_fill NUMBER` makes its tables, adds so many answers by
SQL, and prints how many used codes, waiting and stored answers there are.
"""

import os
import sys

TICKED = (
    '{"any": ["emotional", "social"], "most": "emotional", "heard": "fully", "equals": "mostly", "choice": "yes", "hopeful": "bit_more"}'
)
ROWS = {
    "sqlite": "WITH RECURSIVE one(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM one WHERE i < {number}) SELECT {key} AS key FROM one",
    "postgresql": "SELECT {key} AS key FROM generate_series(1, {number})",
}
KEYS = {
    "sqlite": {"answer": "randomblob(16)", "code": "lower(hex(randomblob(32)))"},
    "postgresql": {
        "answer": "uuid_send(gen_random_uuid())",
        "code": "encode(uuid_send(gen_random_uuid()), 'hex') || encode(uuid_send(gen_random_uuid()), 'hex')",
    },
}


def add(number: int, month: int) -> None:
    """Stored answers with their used codes, in the order of their keys, as they lie after a flush."""
    from django.db import connections, transaction

    connection = connections["answers"]

    def rows(key: str) -> str:
        return ROWS[connection.vendor].format(number=int(number), key=KEYS[connection.vendor][key])

    period = f"{month // 100:04d}-{month % 100:02d}"
    with transaction.atomic(using="answers"), connection.cursor() as cursor:
        if number:
            cursor.execute(
                "INSERT INTO answers_answer (id, programme, period, kind, ticked) "
                f"SELECT key, 'one-to-one', %s, 'one_to_one_phone', %s FROM ({rows('answer')}) AS made ORDER BY key",
                [period, TICKED],
            )
            cursor.execute(
                f"INSERT INTO answers_spentticket (digest, month) SELECT key, %s FROM ({rows('code')}) AS made ORDER BY key", [month]
            )


def counts() -> tuple[int, int, int]:
    """Used codes, waiting answers, stored answers."""
    from hearthside.surveys.answers.models import Answer, SpentTicket, WaitingAnswer

    return SpentTicket.objects.count(), WaitingAnswer.objects.count(), Answer.objects.count()


def main(number: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearthside.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from hearthside.core.dates import month_of, today

    call_command("migrate", database="answers", verbosity=0, interactive=False)
    add(number, month_of(today()))
    sys.stdout.write(" ".join(map(str, counts())))


if __name__ == "__main__":
    main(int(sys.argv[1]))
