"""What the pages ask, in our own words. They are prompts: every one may be left empty, renamed or passed over."""

from django.utils.translation import gettext_lazy as _

# Code of a part -> its usual heading and what to think of. Codes are stable for ever; the order is that of the screen.
WELLNESS_PARTS = {
    "good_day": (_("What a good day is like"), _("How do I feel, what do I do, whom do I see? What would others notice?")),
    "every_day": (_("What I do every day"), _("Small things that keep me well: food, sleep, a walk, a call, being left alone.")),
    "hard": (_("What can make it hard"), _("Times, places, people, news, days of the year.")),
    "signs": (_("Signs I know"), _("What do I notice first? What might others notice before I do?")),
    "helps": (_("What helps then, and what does not"), _("What I can do, what others can do, and what makes it worse.")),
    "people": (_("Who I want with me, and who not"), _("Names, and what I would ask of each. Also: who should not be told.")),
    "again": (_("Getting going again"), _("After a hard time: what comes first, what can wait, who does what with me.")),
}
