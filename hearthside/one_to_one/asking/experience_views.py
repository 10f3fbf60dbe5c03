"""The organisation's list of experiences."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.one_to_one.asking import actions
from hearthside.one_to_one.asking.arranging_forms import ExperienceForm, NewExperienceForm
from hearthside.one_to_one.defaults import EXPERIENCE_NAMES
from hearthside.one_to_one.queries import every_experience
from hearthside.organisation.permissions import may_keep_house


@login_required
def experiences(request: HttpRequest) -> HttpResponse:
    """What people may share, and adding one's own."""
    may_keep_house(request.actor).require()
    form = NewExperienceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_experience(by=request.actor, name=form.cleaned_data["name"])
        messages.success(request, _("Added, last in the list."))
        return redirect("experiences")
    context = {"listed": every_experience(), "form": form, "room": "more"}
    return render(request, "one_to_one/experiences.html", context, status=422 if form.errors else 200)


@login_required
def experience(request: HttpRequest, code: str) -> HttpResponse:
    """The name of one, and whether people may choose it."""
    may_keep_house(request.actor).require()
    row = next((one for one in every_experience() if one.code == code), None)
    if row is None:
        raise Http404
    initial = {"name": row.name, "is_offered": row.is_offered}
    form = ExperienceForm(request.POST or None, usual=str(EXPERIENCE_NAMES.get(code, "")), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_experience(by=request.actor, code=code, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("experiences")
        except Refused as refusal:
            form.add_error("name", str(refusal))
    return render(
        request, "one_to_one/experience.html", {"experience": row, "form": form, "room": "more"}, status=422 if form.errors else 200
    )
