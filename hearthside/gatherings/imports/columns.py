"""What the columns of a schedule and of a sign-in sheet are called, in English and French, and how an answer is read from words."""

import re

from django.utils.translation import gettext as _

from hearthside.core.sheets.cells import Unclear, as_text, fold, shortened
from hearthside.core.sheets.reading import Column
from hearthside.gatherings.models import Gathering, Series

SCHEDULE = (
    Column("title", ("name", "group", "group name", "name of group", "event", "event name", "activity", "gathering", "summary", "titre",
                     "nom", "nom du groupe", "groupe", "activité", "activite", "événement", "evenement"), True),
    Column("when", ("day", "days", "day of week", "day of the week", "weekday", "schedule", "frequency", "how often", "recurrence",
                    "repeats", "meets", "quand", "jour", "jours", "fréquence", "frequence", "récurrence")),
    Column("rrule", ("rule", "recurrence rule", "règle", "regle")),
    Column("starts", ("first day", "start date", "date", "from", "starts on", "begins", "begins on", "premier jour", "date de début",
                      "date de debut", "début", "debut", "à partir du"), form="date"),
    Column("until", ("last day", "end date", "ends on", "dernier jour", "date de fin", "jusqu'au"), form="date"),
    Column("time", ("start time", "times", "hour", "hours", "starts at", "begins at", "heure", "heures", "heure de début", "horaire"),
           form="time"),
    Column("ends", ("end time", "ends at", "heure de fin"), form="time"),
    Column("minutes", ("mins", "min", "duration", "length", "how long", "duration in minutes", "durée", "duree", "durée en minutes")),
    Column("place", ("where", "location", "venue", "address", "site", "lieu", "endroit", "adresse", "où")),
    Column("room", ("hall", "salle", "local", "pièce")),
    Column("online", ("virtual", "format", "mode", "in person or online", "en ligne", "virtuel")),
    Column("link", ("url", "zoom", "zoom link", "meeting link", "online link", "lien", "lien zoom")),
    Column("host", ("hosts", "facilitator", "facilitators", "leader", "leaders", "led by", "run by", "hosted by", "hôte", "animateur",
                    "animatrice", "animé par", "responsable")),
    Column("open_to", ("who", "for whom", "who is it for", "who it is for", "audience", "open for", "ouvert à", "pour qui", "public")),
    Column("openness", ("open or closed", "access", "ouverture", "accès")),
    Column("public_title", ("public name", "calendar title", "calendar name", "neutral title", "titre public", "nom public")),
    Column("programme", ("program", "programme name", "program name", "project", "pilot", "projet")),
    Column("kind", ("type", "kind of contact", "type of contact", "kind of group", "genre")),
    Column("sign_up", ("signup", "registration", "register", "inscription")),
    Column("capacity", ("places", "spots", "maximum", "max", "limit", "capacité", "capacite")),
    Column("about", ("description", "details", "à propos", "détails")),
    Column("language", ("languages", "langue", "langues")),
    Column("left_out", ("except", "except on", "not on", "no meeting on", "sauf", "sauf le"), form="date"),
    Column("cancelled", ("cancelled on", "canceled", "annulé", "annulé le")),
    Column("moved", ("moved to", "déplacé")),
    Column("also_on", ("extra dates", "also", "aussi le")),
    Column("zone", ("time zone", "timezone", "fuseau horaire")),
    Column("uid", ("calendar id",)),
)  # fmt: skip

ATTENDANCE = (
    Column("date", ("day", "session date", "meeting date", "date of group", "date of session", "jour"), True, "date"),
    Column("group", ("title", "gathering", "group name", "name of group", "event", "activity", "meeting", "groupe", "activité", "activite",
                     "titre"), True),
    Column("name", ("names", "who", "participant", "participants", "attendee", "attendees", "member", "members", "person", "people",
                    "guests", "first name", "signed in", "nom", "noms", "prénom", "prenom", "participants et participantes")),
    Column("last_name", ("last name", "surname", "family name", "nom de famille")),
    Column("count", ("headcount", "head count", "number", "how many", "number of people", "attendance", "nombre",
                     "présences", "presences")),
    Column("time", ("start", "start time", "heure"), form="time"),
)  # fmt: skip

NOT_CLOSED = re.compile(r"\b(?:not|isn't|non|pas) (?:a )?(?:closed|private|ferm\w+|priv\w+)\b")
CLOSED = re.compile(
    r"\b(?:closed|private|confidential|members[ -]only|only members|invit\w+|membres seulement|ferm[ée]+s?|priv[ée]+s?|confidentiel\w*)\b"
)
ASK_FIRST = re.compile(
    r"\b(?:ask[ -]first|ask us first|call first|call us first|contact us|by appointment|appointment|referral"
    r"|sur rendez-vous|appelez|demande[rz] d.abord)\b"
)
OPEN = {"open", "open to all", "open to anyone", "open to everyone", "anyone", "anybody", "everyone", "everybody", "all", "all welcome",
        "everyone welcome", "public", "yes", "ouvert", "ouverte", "ouvert à tous", "tous", "toutes et tous", "tout le monde"}  # fmt: skip
YES = {"yes", "y", "x", "1", "true", "oui", "o", "vrai", "required", "sign up", "register", "requise", "obligatoire"}
NO = {"no", "n", "0", "false", "non", "faux", "drop in", "drop-in", "not required", "not needed", "just come", "none", "sans"}
ONLINE = {"online", "virtual", "zoom", "video", "teams", "en ligne", "virtuel"} | YES
HYBRID = {"hybrid", "both", "in person and online", "online and in person", "hybride", "les deux"}
IN_PERSON = {"in person", "in-person", "onsite", "on site", "en personne", "sur place"} | NO


def openness_said(text: str) -> str:
    """Open, ask first or closed as words say it; nothing where they do not say. What sounds closed is closed, for the safe side."""
    said = fold(text).rstrip(".!")
    if CLOSED.search(NOT_CLOSED.sub(" ", said)):
        return Gathering.Openness.CLOSED
    if ASK_FIRST.search(said):
        return Gathering.Openness.ASK_FIRST
    return Gathering.Openness.OPEN if said in OPEN or NOT_CLOSED.search(said) else ""


def as_openness(value) -> str:
    """The column that says it outright. Empty: nothing is said.

    Raises: Unclear for other words.
    """
    text = as_text(value)
    code = re.sub(r"[\s-]+", "_", fold(text))
    if not text or code in Gathering.Openness.values:
        return code
    if not (said := openness_said(text)):
        raise Unclear(_("says '%(text)s'. Write open, ask first or closed.") % {"text": shortened(text)})
    return said


def only_says_openness(text: str) -> bool:
    """Whether nothing is left of these words but how open the group is."""
    said = fold(text).rstrip(".!")
    rest = ASK_FIRST.sub("", CLOSED.sub("", NOT_CLOSED.sub("", said)))
    left = re.sub(r"\b(?:group|groupe|only|a|un|une)\b|[^\w]", "", rest)
    return said in OPEN or not left


def as_mode(value) -> str:
    """In person, online or hybrid; nothing where the cell is empty.

    Raises: Unclear for other words.
    """
    said = fold(as_text(value)).rstrip(".")
    for words, mode in ((HYBRID, Series.Mode.HYBRID), (ONLINE, Series.Mode.ONLINE), (IN_PERSON, Series.Mode.IN_PERSON)):
        if said in words or said == mode:
            return mode
    if said:
        raise Unclear(_("says '%(text)s'. Write in person, online or hybrid.") % {"text": shortened(said)})
    return ""


def as_sign_up(value) -> str:
    """Whether people sign up for a date or just come.

    Raises: Unclear for other words.
    """
    said = fold(as_text(value)).rstrip(".")
    if said in YES or said == Gathering.SignUp.SIGN_UP:
        return Gathering.SignUp.SIGN_UP
    if not said or said in NO or said == Gathering.SignUp.DROP_IN:
        return Gathering.SignUp.DROP_IN
    raise Unclear(_("says '%(text)s'. Write yes or no.") % {"text": shortened(said)})
