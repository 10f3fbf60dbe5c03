"""The lists with which people say what they would like and what they bring. Codes are stable for ever."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Chosen experiences of life, never a finding about anybody. The order is the order on the screen; names may be the organisation's own.
EXPERIENCE_NAMES = {
    "carer": _("caring for somebody"),
    "parent": _("being a parent"),
    "hospital": _("having been in hospital"),
    "grief": _("losing somebody"),
    "service": _("having served: police, fire, ambulance, military"),
    "alcohol_drugs": _("alcohol or drugs, and recovery"),
    "housing": _("having had no safe home"),
    "work": _("losing work, or finding it again"),
    "newcomer": _("being new in this country"),
    "indigenous": _("Indigenous ways"),
    "lgbtq": _("being LGBTQ+"),
    "autistic": _("being autistic"),
    "young": _("growing up"),
    "older": _("growing older"),
    "trauma": _("living with hard memories"),
    "voices": _("hearing or seeing what others do not"),
}

HOWS = {
    "in_person": _("in person"),
    "phone": _("by phone"),
    "video": _("by video"),
    "text": _("by text"),
}

# How two people meet -> the code of its kind of contact (organisation.defaults.KIND_NAMES).
KIND_OF_HOW = {"in_person": "one_to_one_in_person", "phone": "one_to_one_phone", "video": "one_to_one_video", "text": "text_chat"}

WEEKDAYS = {
    "mon": _("Mondays"),
    "tue": _("Tuesdays"),
    "wed": _("Wednesdays"),
    "thu": _("Thursdays"),
    "fri": _("Fridays"),
    "sat": _("Saturdays"),
    "sun": _("Sundays"),
}
PARTS_OF_DAY = {"morning": _("mornings"), "afternoon": _("afternoons"), "evening": _("evenings")}
TIMES = [f"{day}_{part}" for day in WEEKDAYS for part in PARTS_OF_DAY]

GENDERS = {"woman": _("a woman"), "man": _("a man"), "other": _("another gender")}
AGE_BANDS = {"under_25": _("under 25"), "25_39": _("25 to 39"), "40_59": _("40 to 59"), "60_plus": _("60 and over")}

# How two people stopped meeting. "None" is an answer: nobody has to say why.
ENDINGS = {
    "got_there": _("we did what we set out to do"),
    "on_own_way": _("going on without meeting for now"),
    "somebody_else": _("meeting another supporter"),
    "moved_away": _("moved away, or times no longer fit"),
    "supporter_left": _("the supporter stopped or paused"),
    "lost_touch": _("we lost touch"),
    "died": _("they died"),
    "not_said": pgettext_lazy("ending", "nobody has to say why"),
}

# Why a request was closed without anybody to meet: what the list says, and what the person reads.
CLOSINGS = {
    "found_elsewhere": (_("they found something else"), _("You told us that you found something else. That is good to hear.")),
    "check_ins": (_("they get telephone check-ins now"), _("You get telephone check-ins now.")),
    "joined_group": (_("they come to a group now"), _("You come to a group now.")),
    "not_reached": (_("we could not reach them"), _("We tried to reach you and could not. Tell us how, or ask again whenever you like.")),
    "not_here": (
        _("nobody here can offer this"),
        _("We are sorry: nobody here can offer what you asked for. Call us, and we look with you."),
    ),
    "twice": (_("it stands here twice"), _("Your question stood here twice. The other one goes on.")),
}
