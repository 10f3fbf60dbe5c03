"""What is kept in the process."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format

from hearthside.core.kept import kept_words


def test_words_are_written_once_in_each_language():
    asked = []

    @kept_words
    def written(day: date, *, form: str) -> str:
        asked.append(translation.get_language())
        return date_format(day, form)

    day = date(2026, 3, 8)
    for _time in range(2):
        with translation.override("en"):
            assert written(day, form="j F") == "8 March"
        with translation.override("fr"):
            assert written(day, form="j F") == "8 mars"
    assert asked == ["en", "fr"]
