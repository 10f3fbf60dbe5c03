"""What a new organisation promises until it writes its own words."""

from django.utils.translation import gettext_lazy as _

PROMISE = [
    _("You can talk about anything here, also about not wanting to live. Talking about it does not by itself make us call anybody."),
    _("If we are worried, we say so to you first, and we ask you what would help."),
    _("We stay with you, call with you, or go along, if you want that."),
    _("We do not call the police or an ambulance without telling you, except when somebody is about to die and there is no time."),
    _("If we ever do, we tell you why, we write it down with you, and you can answer it."),
    _("We do not pass on what you tell us. If a law says that we must, we tell you before."),
]
