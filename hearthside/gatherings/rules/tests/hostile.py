"""Calendar files of bad and hostile shape, the same ones in every run: changed copies of a few good ones, and shapes thought of."""

import random
from collections.abc import Iterator

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Groups
X-WR-TIMEZONE:America/Regina
BEGIN:VTIMEZONE
TZID:America/Toronto
X-LIC-LOCATION:America/Toronto
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
TZNAME:EDT
DTSTART:19700308T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=America/Toronto:20260106T190000
DTEND;TZID=America/Toronto:20260106T203000
RRULE:FREQ=WEEKLY;UNTIL=20261230T045959Z;BYDAY=TU
EXDATE;TZID=America/Toronto:20260203T190000
DTSTAMP:20260101T000000Z
UID:weekly@example.org
SUMMARY:Family and friends
DESCRIPTION:Come as you are\\, no need to sign up.\\nCoffee is on.
LOCATION:12 Main Street\\, Moose Jaw
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/Toronto:20260310T180000
DTEND;TZID=America/Toronto:20260310T193000
UID:weekly@example.org
RECURRENCE-ID;TZID=America/Toronto:20260310T190000
SUMMARY:Family and friends
LOCATION:Library
END:VEVENT
BEGIN:VEVENT
DTSTART:20260613T010000Z
DTEND:20260613T030000Z
UID:single@example.org
SUMMARY:Summer evening
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()
OUTLOOK = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:Microsoft Exchange Server 2010
BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
RRULE:FREQ=MONTHLY;BYDAY=TH;BYSETPOS=1;WKST=SU
EXDATE;TZID=Eastern Standard Time:20260702T183000,20260806T183000
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=en-US:Board
DTSTART;TZID=Eastern Standard Time:20260604T183000
DTEND;TZID=Eastern Standard Time:20260604T200000
LOCATION;LANGUAGE=en-US:Room 2
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()
SEEDS = (GOOGLE, OUTLOOK)
RULES = (
    "FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=999999999", "FREQ=MINUTELY;INTERVAL=1", "FREQ=HOURLY", "FREQ=DAILY;BYSECOND=" + ",".join("0123"),
    "FREQ=DAILY", "FREQ=DAILY;COUNT=999999999", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999",
    "FREQ=WEEKLY;INTERVAL=0", "FREQ=WEEKLY;INTERVAL=-1", "FREQ=WEEKLY;INTERVAL=99999999999999999999", "FREQ=WEEKLY;UNTIL=99991231T235959Z",
    "FREQ=WEEKLY;UNTIL=00010101T000000Z", "FREQ=YEARLY;BYYEARDAY=" + ",".join(str(day) for day in range(1, 367)), "FREQ=", "", ";;;;", "=",
    "FREQ=WEEKLY;BYDAY=" + ",".join(["MO"] * 50_000), "FREQ=MONTHLY;BYDAY=99MO", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=YEARLY;BYEASTER=0", "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L", "FREQ=WEEKLY;BYDAY=\u0660MO", "FREQ=MONTHLY;BYSETPOS=-366;BYDAY=MO",
)  # fmt: skip
STARTS = (
    ":00010101T000000", ":00010101T000000Z", ":99991231T235959Z", ";VALUE=DATE:99991231", ":20260230T190000", ":20260101T250000", ":now",
    ":", ";TZID=Mars/Olympus:20260101T190000", ";TZID=../../etc/passwd:20260101T190000", ";TZID=" + "A/" * 5_000 + ":20260101T190000",
    ";TZID=:20260101T190000", ";TZID=\"unclosed:20260101T190000", ";VALUE=PERIOD:20260101T190000/PT1H", ";TZID=Factory:20260101T190000",
    ";TZID=America/Toronto;TZID=Europe/Paris:20260101T190000", ":20260308T023000", ";TZID=America/Toronto:20260308T023000", ":20261301",
)  # fmt: skip
LENGTHS = ("P1000000W", "-PT1H", "PT0S", "P", "PT", "P1Y", "PT999999999999H", "-P1000000W", "PT1H" * 1_000, "1 hour", "P999999999W", "")


def files(count: int = 1_000) -> Iterator[tuple[str, bytes]]:
    """At least so many files, each with a name that says its shape."""
    shaped = list(_shapes())
    yield from shaped
    dice = random.Random(20261122)
    for number in range(max(0, count - len(shaped))):
        yield f"changed copy {number}", _changed(dice, SEEDS[number % len(SEEDS)])


def _shapes() -> Iterator[tuple[str, bytes]]:
    yield from ((f"rule {rule[:40]}", event(rrule=rule)) for rule in RULES)
    yield from ((f"start {start[:40]}", event(start=start)) for start in STARTS)
    yield from ((f"length {length[:40]}", event(more=f"DURATION:{length}")) for length in LENGTHS)
    yield from _sizes()
    yield from _encodings()
    yield from _lists()


def _sizes() -> Iterator[tuple[str, bytes]]:
    head, tail = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    for size in (100_000, 4_900_000, 10_000_000):
        yield f"one line of {size}", head + b"SUMMARY:" + b"x" * size + tail
        yield f"one name of {size}", head + b"X" * size + tail
        yield f"quotes {size}", head + b'DTSTART;TZID="' + b'"' * size + tail
        yield f"parameters {size}", head + b"DTSTART" + b";A=B" * (size // 4) + b":20260101T190000" + tail
        yield f"folded after each letter {size}", head + b"SUMMARY:" + b"x\r\n " * (size // 4) + tail
        yield f"backslashes {size}", head + b"\r\n".join([b"DESCRIPTION:" + b"\\" * 60_000] * (size // 60_000)) + tail
        yield f"blank lines {size}", head + b"\r\n" * (size // 2) + tail
    yield "nested 10,000 deep", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 10_000 + b"END:VEVENT\r\n" * 10_000
    yield "never closed", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nSUMMARY:a\r\n" * 1_500
    yield "only ends", b"BEGIN:VCALENDAR\r\n" + b"END:VEVENT\r\n" * 59_000
    yield "too many entries", b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 20_000
    line = (
        b"BEGIN:VEVENT\r\nUID:%d\r\nDTSTART:20260101T190000Z\r\nRRULE:FREQ=%s\r\n" + b"EXDATE:20260108T190000Z\r\n" * 14 + b"END:VEVENT\r\n"
    )
    for rule in (b"WEEKLY", b"DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999", b"YEARLY;BYDAY=53TH", b"YEARLY;BYWEEKNO=20;BYDAY=SU"):
        yield f"1,990 entries {rule.decode()}", b"BEGIN:VCALENDAR\r\n" + b"".join(line % (number, rule) for number in range(1_990)) + tail
    change = b"BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID:20260101T190000Z\r\nDTSTART:20260101T200000Z\r\nEND:VEVENT\r\n"
    yield "1,900 changes of one", event()[:-15] + change * 1_900 + b"END:VCALENDAR\r\n"


def _encodings() -> Iterator[tuple[str, bytes]]:
    text = GOOGLE.decode()
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp037"):
        yield f"in {encoding}", text.encode(encoding)
    yield "bare CR", GOOGLE.replace(b"\r\n", b"\r")
    yield "bare LF", GOOGLE.replace(b"\r\n", b"\n")
    yield "mixed ends", GOOGLE.replace(b"\r\n", b"\n\r")
    yield "NUL between letters", b"\0".join(GOOGLE[place : place + 1] for place in range(len(GOOGLE)))
    yield "NUL bytes", GOOGLE.replace(b"T", b"\0T")
    yield "folded inside a letter", GOOGLE.replace(b"Coffee", b"Caf\xc3\r\n \xa9")
    yield "folded wrongly", GOOGLE.replace(b"Coffee", b"Cof\r\nfee")
    yield "nothing", b""
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100
    yield "a page", b"<!doctype html><title>Sign in</title>"
    yield "zip", b"PK\x03\x04" + b"\0" * 1_000
    yield "lone surrogates", GOOGLE.replace(b"Coffee", b"\xed\xa0\x80")
    yield "only its first line", b"BEGIN:VCALENDAR"
    yield "todo only", b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSUMMARY:a\r\nEND:VTODO\r\nEND:VCALENDAR"


def _lists() -> Iterator[tuple[str, bytes]]:
    for name in ("EXDATE", "RDATE"):
        yield f"{name} list", event(more=f"{name}:" + ",".join(["20260108T190000Z"] * 3_000))
        yield f"{name} lines", event(more="\r\n".join([f"{name}:20260108T190000Z"] * 59_000))
        yield f"{name} commas", event(more="\r\n".join([f"{name}:" + "," * 60_000] * 80))
        yield f"{name} of years", event(more=f"{name}:00010101T000000Z,99991231T235959Z")
        yield f"{name} wrong zone", event(more=f"{name};TZID=Nowhere:20260108T190000")
        one = event(more=f"{name}:" + ",".join(["20260108T190000"] * 999))[17:-15]
        for count in (29, 300):
            yield f"{name} in each of {count}", b"BEGIN:VCALENDAR\r\n" + one * count + b"END:VCALENDAR\r\n"
    yield "periods", event(more="RDATE;VALUE=PERIOD:20260108T190000Z/PT1H,20260109T190000Z/P9999999W")
    yield "all later", event(more="RECURRENCE-ID;RANGE=THISANDFUTURE:20260108T190000Z")
    yield "two rules", event(rrule="FREQ=WEEKLY\r\nRRULE:FREQ=DAILY")
    yield "a rule of exceptions", event(more="EXRULE:FREQ=WEEKLY;INTERVAL=2")
    yield "two starts", event(more="DTSTART:20260101T190000")
    yield "end before the start", event(more="DTEND:20250101T190000Z")
    yield "end in a year", event(more="DTEND:20270101T190000Z")


def event(start: str = ":20260101T190000Z", rrule: str = "FREQ=WEEKLY", more: str = "X-A:b") -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "UID:a",
        "SUMMARY:Group",
        f"DTSTART{start}",
        f"RRULE:{rrule}",
        more,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return "\r\n".join(lines).encode()


def _changed(dice: random.Random, seed: bytes) -> bytes:
    """A few changes of the kind that broken programs and hostile hands make."""
    data = bytearray(seed)
    for _each in range(dice.randint(1, 6)):
        place, length = dice.randrange(len(data) or 1), dice.randint(1, 60)
        match dice.randrange(7):
            case 0:
                data[place : place + length] = b""
            case 1:
                data[place : place + 1] = bytes([dice.randrange(256)])
            case 2:
                data[place:place] = data[place : place + length] * dice.randint(1, 200)
            case 3:
                data[place:place] = dice.choice(
                    [b"\0", b"\r", b"\n ", b"\xff\xfe", b";", b":", b'"', b"\\", b"999999999", b"-", b"BEGIN:VEVENT\r\n"]
                )
            case 4:
                lines = bytes(data).split(b"\r\n")
                dice.shuffle(lines)
                data = bytearray(b"\r\n".join(lines))
            case 5:
                del data[place:]
            case _:
                word = dice.choice([b"WEEKLY", b"TU", b"2026", b"America/Toronto", b"Eastern Standard Time", b"T19"])
                data = data.replace(word, dice.choice([b"SECONDLY", b"9999", b"0000", b"", b"Nowhere/Land", b"\xc3\xa9" * 40, b"T99"]))
    return bytes(data)
