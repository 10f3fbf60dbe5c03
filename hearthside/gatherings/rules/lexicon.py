"""The words of schedules in English and French, and how a typed line is cut into them. Accents and capitals do not count."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

LONGEST_WORDS = 200

WEEKDAYS = {
    "MO": "mondays?|mon|lundis?|lun",
    "TU": "tuesdays?|tues?|mardis?",
    "WE": "wednesdays?|weds?|mercredis?|mer",
    "TH": "thursdays?|thurs?|thu|jeudis?|jeu",
    "FR": "fridays?|fri|vendredis?|ven",
    "SA": "saturdays?|sat|samedis?|sam",
    "SU": "sundays?|sun|dimanches?|dim",
}
MONTHS = (
    "january|jan|janvier|janv",
    "february|feb|fevrier|fevr?",
    "march|mar|mars",
    "april|apr|avril|avr",
    "may|mai",
    "june|jun|juin",
    "july|jul|juillet|juil",
    "august|aug|aout",
    "september|sept|sep|septembre",
    "october|oct|octobre",
    "november|nov|novembre",
    "december|dec|decembre",
)
NUMBERS = {
    1: "one|une?",
    2: "two|deux",
    3: "three|trois",
    4: "four|quatre",
    5: "five|cinq",
    6: "six",
    7: "seven|sept",
    8: "eight|huit",
    9: "nine|neuf",
    10: "ten|dix",
    11: "eleven|onze",
    12: "twelve|douze",
}
ORDINALS = {
    -2: "second[- ]last|second[- ]to[- ]last|next[- ]to[- ]last|avant-derniere?s?",
    1: "first|1st|premiere?s?|1ere?s?|1re",
    2: "second|2nd|deuxiemes?|seconde?s?|2e|2eme|2d",
    3: "third|3rd|troisiemes?|3e|3eme",
    4: "fourth|4th|quatriemes?|4e|4eme",
    5: "fifth|5th|cinquiemes?|5e|5eme",
    -1: "last|derniere?s?",
}
UNITS = {"DAILY": "days?|jours?", "WEEKLY": "weeks?|semaines?", "MONTHLY": "months?|mois", "YEARLY": "years?|ans?|annees?"}
A_UNIT = {"WEEKLY": "(?:a|per|each|every|par|/) ?(?:week|wk|semaine)", "MONTHLY": "(?:a|per|each|every|par|/) ?(?:month|mois)"}
MONTH_WORD = "(?:" + "|".join(MONTHS) + ")\\.?"
DAY_WORD = "(?:" + "|".join(WEEKDAYS.values()) + ")\\.?"
CLEAR_TIME = (
    r"(?:noon|midday|midnight|midi|minuit|\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.? ?m\b\.?)?"
    r"|\d{1,2} ?h(?:eures?|rs?)?(?: ?\d{2})?|\d{1,2}(?: ?[ap]\.? ?m\b\.?| o'?clock))(?![\w:])"
)
TIME_WORD = rf"(?:{CLEAR_TIME}|\d{{1,2}}(?![\w:]))"
NUMBER_WORD = r"(?:\d+(?:[.,]\d+)?|" + "|".join([*NUMBERS.values(), "an?"]) + ")"
LENGTH_WORD = (
    rf"(?:half an hour|(?:une )?demi-?(?: )?heure|{NUMBER_WORD}(?: and a half| 1/2)? ?(?:hours?|heures?|hrs?|h|minutes?|mins?)\b\.?"
    rf"(?:,? ?(?:and |et )?(?:a half|half|demie?|a quarter|(?:un )?quart|(?<!\d)\d{{1,2}} ?(?:minutes?|mins?)?))?)(?!\w)"
)
ONE_DAY_WORD = DAY_WORD.replace("days?", "day").replace("dis?", "di").replace("ches?", "che")  # Tuesdays are no date
DATE_WORD = (
    rf"(?:on )?(?:{ONE_DAY_WORD},? )?(?:the |le )?(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er)? (?:of |de |d')?{MONTH_WORD}(?!\w)(?:,? \d{{4}}\b)?"
    rf"|{MONTH_WORD} \d{{1,2}}(?:st|nd|rd|th)?(?![\w:])(?:,? \d{{4}}\b)?)"
)


WORDS_WITHOUT_WEIGHT = "and|the|on|of|in|at|an|le|la|les|l'|et|du|de|des|d'|en|meets?|held|usually|se reunit|then|only|seulement|also|aussi"


@dataclass(frozen=True)
class Word:
    """One meaning in a line: its kind (a letter of `KINDS`), what it means, and how it was typed."""

    kind: str
    value: object
    said: str


def _either(words: dict) -> list[tuple[str, object]]:
    return [(pattern, meaning) for meaning, pattern in words.items()]


# Kind -> patterns with their meaning, in the order in which they are tried. The parser knows a line by its letters alone.
KINDS: list[tuple[str, list[tuple[str, object]]]] = [
    ("T", [(rf"(?:once|one time|une fois) {unit}", (1, name)) for name, unit in A_UNIT.items()]),
    ("T", [(rf"(?:twice|two times|2 ?x|deux fois|2 fois) ?{unit}", (2, name)) for name, unit in A_UNIT.items()]),
    (
        "T",
        [
            (rf"(?:{n}|{words}) ?(?:times|fois|x) ?{unit}", (n, name))
            for n, words in NUMBERS.items()
            if n > 2
            for name, unit in A_UNIT.items()
        ],
    ),
    ("l", [(rf"(?:for|pendant|lasting|duree:?) {LENGTH_WORD}", None)]),
    ("A", [(DATE_WORD, None), (r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}", None)]),
    (
        "C",
        [
            (rf"(?:from |de |at |a |@ ?)?{TIME_WORD} ?(?:-|to|until|till|a) ?{TIME_WORD}", None),
            (rf"(?:between {TIME_WORD} and|entre {TIME_WORD} et) {TIME_WORD}", None),
            (rf"(?:at |@ ?|a |vers )?{CLEAR_TIME}|(?:at |@ ?|vers ){TIME_WORD}", None),
        ],
    ),
    (
        "z",
        [
            (r"(?:in the |le |du |de l'|en )?(?:mornings?|matins?|matinees?|avant-midi)", "am"),
            (r"(?:in the |at |le |du |de l'|en )?(?:afternoons?|evenings?|nights?|apres-midis?|soirs?|soirees?)", "pm"),
        ],
    ),
    ("L", [(r"last day|dernier jour", None)]),
    ("M", [(r"(?:of|in) (?:the|each|every|a) months?|du mois|de chaque mois|(?:of|each|every) month|chaque mois|tous les mois", None)]),
    ("m", [(r"\bmonthly|mensuel(?:le|les|s)?|mensuellement", None)]),
    ("G", [(r"week ?days?|en semaine|(?:les )?jours (?:de semaine|ouvrables)", "MO TU WE TH FR")]),
    ("G", [(r"week-?ends?|fins? de semaine", "SA SU")]),
    ("B", [(r"bi-?weekly|bihebdomadaires?", None)]),
    ("K", [(r"bi-?monthly|bimensuel(?:le|les|s)?|bimestriel(?:le|les|s)?", None)]),
    ("T", [(r"semi-?monthly", (2, "MONTHLY")), (r"semi-?weekly", (2, "WEEKLY"))]),
    (
        "F",
        [
            (r"daily|quotidien(?:ne|nes|s)?|quotidiennement|tous les jours|chaque jour|7 days (?:a|per) week|7 jours sur 7", ("DAILY", 1)),
            (r"fortnightly|every fortnight|une semaine sur deux|1 semaine sur 2|aux (?:deux|2) semaines|tous les 15 jours", ("WEEKLY", 2)),
            (r"weekly|hebdomadaires?|hebdo|hebdomadairement|toutes les semaines", ("WEEKLY", 1)),
            (r"quarterly|trimestriel(?:le|les|s)?", ("MONTHLY", 3)),
            (r"yearly|annually|annuel(?:le|les|s)?|tous les ans|toutes les annees", ("YEARLY", 1)),
        ],
    ),
    ("Q", [(r"until|till|ending(?: on)?|jusqu'(?:au|a|en)(?: le)?", None)]),
    ("P", [(r"starting(?: on| from)?|beginning(?: on)?|from|since|as of|a partir d[ue']|a compter du|des le|depuis le", None)]),
    ("Y", [(r"except(?: for| in| on)?|but not(?: in| on)?|not in|excluding|sauf(?: en| le| les)?|excepte(?: en)?|hors", None)]),
    ("I", [(r"(?:for )?(\d{1,3}) (?:sessions|meetings|times|dates|rencontres?|seances?|fois)(?: in all| en tout)?", None)]),
    ("J", [(r"for|pendant|pour|durant", None)]),
    ("h", [(r"(?:un|une|1)(?= " + DAY_WORD + r" sur (?:deux|2)\b)", None)]),
    ("i", [(r"sur (?:deux|2)", None)]),
    ("E", [(r"every|each|chaque|tous les|toutes les|tout les|aux", None)]),
    ("X", [(r"other|alternate|alternating|autre", None)]),
    ("U", _either(UNITS)),
    ("O", _either(ORDINALS)),
    ("O", [(r"(?:the |le |on day |day )?(\d{1,2})(?:st|nd|rd|th|er|e)", None), (r"(?:le|les|on day|day) (\d{1,2})", None)]),
    ("D", _either(WEEKDAYS)),
    ("n", [(rf"(?:in|of|en|de|during|only in)(?= {MONTH_WORD}(?!\w))", None)]),
    ("V", [(pattern, number) for number, pattern in enumerate(MONTHS, 1)]),
    ("W", [(r"m ?w ?f", "MO WE FR"), (r"m ?w", "MO WE"), (r"t(?:u|ue)? ?th", "TU TH"), (r"m/w/f", "MO WE FR"), (r"m-f", "MO TU WE TH FR")]),
    ("N", [(str(n) + "|" + words, n) for n, words in NUMBERS.items()]),
    ("N", [(r"\d{1,3}", None)]),
    ("R", [(r"to|through|thru|au|a", None)]),
    ("s", [(WORDS_WITHOUT_WEIGHT, None)]),
    ("H", [(r"-", None)]),
    ("p", [(r"[,;:/&+().]", None)]),
]


@cache
def _patterns() -> list[tuple[str, re.Pattern, object]]:
    compiled = []
    for kind, pairs in KINDS:
        tail = "" if kind in "Hp" else r"(?!\w)"
        dot = r"\.?" if kind in "DV" else ""
        compiled += [(kind, re.compile(rf"(?:{pattern}){dot}{tail}"), meaning) for pattern, meaning in pairs]
    return compiled


def plain(text: str) -> str:
    """The line in small letters without accents, with one kind of blank, hyphen and apostrophe."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", re.sub("[\u2018\u2019\u02bc]", "'", text)).replace("½", " 1/2")
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"\s+", " ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()


def cut(line: str) -> tuple[list[Word], str]:
    """The words of a line made `plain`, and the first one that is not known (empty when all are)."""
    words, place = [], 0
    while place < len(line):
        if line[place] == " ":
            place += 1
            continue
        for kind, pattern, meaning in _patterns():
            if found := pattern.match(line, place):
                value = next((group for group in found.groups() if group), meaning) if found.groups() else meaning
                words.append(Word(kind, value, found[0].strip()))
                place = found.end()
                break
        else:
            return words, re.match(r"[\w'.]+|\S", line[place:])[0]
    return words, ""
