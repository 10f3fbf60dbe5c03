"""The seven questions that every organisation starts with, in its own plain words. Codes are stable for ever.

Options and scales: DESIGN section 5. "any" may have several answers, "one" has one, "text" is free words. All may be skipped.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SUPPORT = ["emotional", "informational", "practical", "social", "other", "not_much"]
HOW_MUCH = ["not_really", "a_little", "mostly", "fully"]

CODE, VERSION = "after_contact", 1
QUESTIONS: list[dict] = [
    {"code": "any", "kind": "any", "options": SUPPORT},
    {"code": "most", "kind": "one", "options": SUPPORT},
    {"code": "heard", "kind": "one", "options": HOW_MUCH},
    {"code": "equals", "kind": "one", "options": HOW_MUCH},
    {"code": "choice", "kind": "one", "options": ["no", "partly", "yes"]},
    {"code": "hopeful", "kind": "one", "options": ["less", "same", "bit_more", "lot_more"]},
    {"code": "comment", "kind": "text", "options": []},
]

# Question code -> (what is asked, a line of help).
ASKED: dict[str, tuple[str | Promise, str | Promise]] = {
    "any": (_("What did you get from this contact?"), _("Tick as many as you like.")),
    "most": (_("Which of those mattered most?"), ""),
    "heard": (_("Did you feel heard?"), ""),
    "equals": (_("Did it feel like two equals talking?"), ""),
    "choice": (_("Did you get to choose what you talked about and what happened next?"), ""),
    "hopeful": (_("Right now, compared with before, how hopeful do you feel?"), ""),
    "comment": (_("Anything you would like us to know or do differently?"), _("Please leave out names.")),
}

_HOW_MUCH_WORDS = {
    "not_really": _("Not really"),
    "a_little": _("A little"),
    "mostly": _("Mostly"),
    "fully": _("Fully"),
}
_SUPPORT_WORDS = {
    "emotional": _("Someone listened and cared"),
    "informational": _("Useful information"),
    "practical": _("Practical help"),
    "social": _("Company, feeling part of things"),
    "other": pgettext_lazy("support", "Something else"),
    "not_much": _("Not much this time"),
}

# Question code -> option code -> words, for the form and for reports.
WORDS: dict[str, dict[str, str | Promise]] = {
    "any": _SUPPORT_WORDS,
    "most": _SUPPORT_WORDS,
    "heard": _HOW_MUCH_WORDS,
    "equals": _HOW_MUCH_WORDS,
    "choice": {"no": _("No"), "partly": _("Partly"), "yes": _("Yes")},
    "hopeful": {"less": _("Less"), "same": _("The same"), "bit_more": _("A bit more"), "lot_more": _("A lot more")},
}
