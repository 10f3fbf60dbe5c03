"""The lists a new organisation starts with. Codes are stable for ever; names may be replaced by the organisation's own.

Sources: SAMHSA's four types of support; 988 (US, since July 2022); 9-8-8 (Canada, since 30 November 2023). See docs/glossary.md.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

# Code -> the usual name. The order is the order on the screen.
KIND_NAMES = {
    "one_to_one_phone": _("Phone"),
    "one_to_one_in_person": _("In person"),
    "text_chat": _("Text or chat"),
    "one_to_one_video": _("Video"),
    "check_in_call": _("Check-in call"),
    "warm_line_call": _("Warm line call"),
    "support_group": _("Support group"),
    "drop_in": _("Drop-in"),
    "activity": _("Activity"),
    "education_session": _("Education session"),
    "outreach": _("Outreach"),
    "hospital_visit": _("Hospital visit"),
    "accompaniment": _("Going along to something"),
    "service_navigation": _("Help finding a service"),
    "family_support": _("Family support"),
    "respite_contact": _("Respite stay contact"),
    "community_event": _("Community event"),
    "advance_wishes": _("Advance wishes"),
}
GATHERING_KINDS = {"support_group", "drop_in", "activity", "education_session", "community_event"}

# What somebody got from a contact (SAMHSA's four, and two ways to say that they do not fit).
SUPPORT_NAMES = {
    "emotional": _("Being heard, caring"),
    "informational": _("Information"),
    "practical": _("Practical help"),
    "social": _("Company, belonging"),
    "other": _("Something else"),
    "unsure": _("Not sure"),
}

# How a try that did not connect ended. A message left is an outcome of its own, not a failure.
OUTCOME_NAMES = {
    "voicemail": _("Left a message"),
    "text_sent": _("Sent a text"),
    "no_answer": _("No answer"),
    "line_problem": _("Line busy or not working"),
    "call_later": _("Asked to talk later"),
    "planned_absence": _("Away, as they told us"),
    "declined_today": _("Not today"),
    "stop_asked": _("Asked us to stop"),
    "called_back": _("They called back"),
}

TOPIC_NAMES = {
    "hard_feelings": _("Hard feelings today"),
    "loneliness": _("Loneliness and connection"),
    "family": _("Family and relationships"),
    "caregiving": _("Caregiving and parenting"),
    "grief": _("Grief and loss"),
    "work_study": _("Work, study, volunteering"),
    "money": _("Money and benefits"),
    "housing": _("Housing"),
    "body_sleep_food": _("Body, sleep, food"),
    "medicines": _("Questions about medicines (no advice given)"),
    "finding_services": _("Finding services"),
    "hospital": _("Hospital, or leaving it"),
    "rights": _("Rights, complaint, discrimination"),
    "advance_wishes": _("Advance wishes"),
    "alcohol_drugs": _("Alcohol, drugs, recovery"),
    "trauma": _("Trauma"),
    "service_stress": _("Stress from service (OSI)"),
    "identity": _("Identity, culture, spirituality"),
    "law": _("Law and justice"),
    "everyday": _("Everyday chat"),
    "creativity": _("Creativity and fun"),
    "goals": _("Goals and plans"),
    "suicide_talked": _("Thoughts of suicide, talked about openly"),
    "my_story": _("Telling my story"),
    "other": pgettext_lazy("topic", "Other"),
    "not_recorded": _("Prefer not recorded"),
}

# The organisation's own words: key -> what is said until the organisation says otherwise.
WORDS = {
    "person": _("person"),
    "people": _("people"),
    "member": _("member"),
    "participant": _("participant"),
    "guest": _("guest"),
    "supporter": _("peer supporter"),
    "supporters": _("peer supporters"),
    "host": _("host"),
    "coordinator": _("coordinator"),
    "trainer": _("trainer"),
    "board": _("board member"),
    "evaluator": _("evaluator"),
    "administrator": _("administrator"),
    "programme": _("programme"),
    "programmes": _("programmes"),
    "conversation": _("conversation"),
}

VALUES = [
    (_("Hope"), _("Things can get better, one step at a time.")),
    (_("Mutuality"), _("We are equals; both of us give, both of us learn.")),
    (_("Self-determination"), _("Each person decides what is right for them.")),
    (_("Integrity"), _("We are honest, also about ourselves.")),
    (_("Respect for differences"), _("There is more than one good way to see the world.")),
]

# (country, name, number, may text, note)
CRISIS_LINES = [
    ("US", "988 Suicide & Crisis Lifeline", "988", True, _("any time, in English or Spanish")),
    ("CA", gettext_noop("9-8-8 Suicide Crisis Helpline"), "9-8-8", True, _("any time, in English or French")),
    ("GB", "Samaritans", "116 123", False, _("any time, free")),
    ("IE", "Samaritans", "116 123", False, _("any time, free")),
    ("AU", "Lifeline", "13 11 14", False, _("any time")),
    ("NZ", "1737", "1737", True, _("any time, free")),
]
