"""Who hears what people say of groups, and who answers."""

from django.utils.translation import gettext as _

from hearthside.core.verdicts import YES, Verdict, no
from hearthside.gatherings.models import Gathering, Voice
from hearthside.gatherings.voices.queries import voices_for
from hearthside.people.models import Person, Role


def may_hear_voices(actor) -> Verdict:
    """Coordinators hear ideas and wishes, and hosts the thanks for their groups; where nobody coordinates, administrators."""
    answers = isinstance(actor, Person) and actor.holds(Role.Kind.COORDINATOR, Role.Kind.ADMINISTRATOR)
    if answers or Gathering.objects.hosted_by(actor).exists():
        return YES
    return no(_("Ideas and thanks are read by those who hold a group and by coordinators. Ask one of them."))


def may_answer_voice(actor, voice: Voice) -> Verdict:
    """Whoever hears it answers it: an idea or a wish in words, thanks by having read them."""
    if voices_for(actor).filter(pk=voice.pk).exists():
        return YES
    return no(_("Ideas and thanks are read by those who hold a group and by coordinators. Ask one of them."))
