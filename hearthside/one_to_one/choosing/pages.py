"""The page on which somebody chooses, by their code or signed in: what it shows, and what each button does."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from hearthside.core.actors import Actor
from hearthside.one_to_one.choosing import actions
from hearthside.one_to_one.choosing.forms import BACK, FOR_ME, OTHER, ChoiceForm
from hearthside.one_to_one.choosing.queries import asked_now, choices_of
from hearthside.one_to_one.choosing.wording import shown_name
from hearthside.one_to_one.models import Request


def make_choice(by: Actor, asked: Request, choice: str, code: str = "") -> str:
    """Do what the pressed button says; returns what is said then.

    Raises: Refused when it cannot be done as chosen.
    """
    if choice == OTHER:
        after = actions.wish_somebody_else(by=by, request=asked, code=code)
        return _("Here is who else there is.") if after == "others" else _("Somebody here looks for somebody else with you.")
    if choice == FOR_ME:
        actions.leave_choice(by=by, request=asked, code=code)
        return _("Somebody here chooses for you, and asks them. You hear from us.")
    if choice == BACK:
        actions.take_back_pick(by=by, request=asked, code=code)
        return _("Taken back. You can choose anew.")
    picked = actions.pick_supporter(by=by, suggestion=get_object_or_404(asked.suggestions, pk=UUID(choice)), code=code)
    return _("We ask %(name)s now. You hear from us within a week.") % {"name": picked.supporter.short_name}


def choice_page(request: HttpRequest, asked: Request, form: ChoiceForm, *, is_by_code: bool = False) -> HttpResponse:
    """Up to three people, or whom they wait for."""
    is_own = is_by_code or asked.person == request.actor
    context = {
        "form": form,
        "asked": asked,
        "choices": choices_of(asked) if asked.is_waiting else [],
        "now": asked_now(asked),
        "is_own": is_own,
        "is_by_code": is_by_code,
        "name": "" if is_own else shown_name(asked),
        "ways": {"other": OTHER, "for_me": FOR_ME, "back": BACK},
    }
    return render(request, "one_to_one/choice.html", context, status=422 if form.errors else 200)
