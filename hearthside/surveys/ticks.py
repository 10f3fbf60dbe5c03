"""What may be ticked, and in which order it is kept."""

from hearthside.surveys.answers.seal import COMMENT_LENGTH

Ticked = dict[str, str | list[str]]


def as_list(chosen: str | list[str] | None) -> list[str]:
    if isinstance(chosen, list):
        return chosen
    return [chosen] if chosen else []


def known_ticks(questions: list[dict], ticked: Ticked) -> Ticked:
    """The ticks that belong to a question and one of its options, in the order of the questions, not of the clicks."""
    kept: Ticked = {}
    for question in questions:
        chosen = as_list(ticked.get(question["code"]))
        options = [option for option in question["options"] if option in chosen]
        if options:
            kept[question["code"]] = options if question["kind"] == "any" else options[0]
    return kept


def unknown_ticks(questions: list[dict], ticked: Ticked) -> list[tuple[str, str]]:
    """Each question and option that nobody asked."""
    asked = {question["code"]: set(question["options"]) for question in questions}
    return [(code, option) for code, chosen in ticked.items() for option in as_list(chosen) if option not in asked.get(code, ())]


def plain_words(comment: str) -> str:
    """What was written, without signs that cannot be seen, and as long as an envelope is."""
    seen = "".join(sign for sign in comment.replace("\r\n", "\n") if sign.isprintable() or sign == "\n")
    return seen.strip()[:COMMENT_LENGTH]
