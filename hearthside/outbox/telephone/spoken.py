"""What the provider is told to say and do in a call, in its own notation (TwiML). Neutral: nobody who overhears learns anything."""

from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

VOICES = {"en": "en-CA", "fr": "fr-CA"}
RINGS_FOR = "25"  # seconds


def _answer(*steps: Element) -> HttpResponse:
    root = Element("Response")
    root.extend(steps)
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type="text/xml")


def _say(words: str) -> Element:
    said = Element("Say", language=VOICES[get_language() or "en"])
    said.text = words
    return said


def nothing() -> HttpResponse:
    """We heard, and there is nothing to do."""
    return _answer()


def hang_up() -> HttpResponse:
    return _answer(Element("Hangup"))


def whisper(connection: str) -> HttpResponse:
    """To the worker alone: only a person presses 1, so a voicemail box never puts anybody through."""
    gather = Element("Gather", numDigits="1", timeout="8", action=connection, method="POST")
    gather.append(_say(_("This is the call that you asked for. Press 1 to be put through.")))
    return _answer(gather, Element("Hangup"))


def put_through(number: str, caller: str, other: str, ending: str) -> HttpResponse:
    """Ring the other with the organisation's number."""
    dial = Element("Dial", callerId=caller, timeout=RINGS_FOR, action=ending, method="POST", answerOnBridge="true")
    rung = SubElement(dial, "Number", statusCallback=other, statusCallbackEvent="answered completed", statusCallbackMethod="POST")
    rung.text = number
    return _answer(dial)


def greeting(line: str) -> HttpResponse:
    """To whoever calls our number: on to the line where there is one. No voicemail box: nobody would know who listens to it."""
    if line:
        dial = Element("Dial", timeout=RINGS_FOR)
        dial.text = line
        return _answer(_say(_("Thank you for calling. One moment.")), dial)
    return _answer(_say(_("Thank you for calling. We saw your call and get back to you.")), Element("Hangup"))
