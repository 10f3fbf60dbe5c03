"""What whoever holds the code of a sign-up does with it: not coming, coming after all, putting it right."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.gatherings.models import SignUp
from hearthside.gatherings.signing_up import actions
from hearthside.gatherings.signing_up.forms import ChangeForm
from hearthside.people.asking.held_code import act_on_held, held_thing, hold_code
from hearthside.people.asking.knocking import count_form


@require_POST
def own_sign_up_ending(request: HttpRequest) -> HttpResponse:
    """I do not come."""
    return act_on_held(request, SignUp, lambda row, code: actions.cancel_sign_up(by=request.actor, sign_up=row, code=code))


@require_POST
def own_sign_up_return(request: HttpRequest) -> HttpResponse:
    """I come after all."""
    return act_on_held(request, SignUp, lambda row, code: actions.resume_sign_up(by=request.actor, sign_up=row, code=code))


@never_cache
@sensitive_post_parameters()
def own_sign_up_change(request: HttpRequest) -> HttpResponse:
    """Put right how I am reached, how I get there, what I need."""
    found = held_thing(request, SignUp)
    if not found:
        return redirect("own_code")
    row, code = found
    form = ChangeForm(request.POST or None, sign_up=row)
    if request.method == "POST" and form.is_valid():
        try:
            count_form(request)
            actions.change_sign_up(by=request.actor, sign_up=row, asker=form.asker(), wishes=form.wishes(), code=code)
            return hold_code(redirect("own_code"), code)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "session": row.session}
    return render(request, "gatherings/own_sign_up_change.html", context, status=422 if form.errors else 200)
