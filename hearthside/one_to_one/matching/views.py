"""What I bring; who has room; and two people who are not suggested to each other."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.one_to_one.matching import actions
from hearthside.one_to_one.matching.forms import ApartForm, BringingForm
from hearthside.one_to_one.matching.permissions import may_end_apart, may_say_bringing, may_see_list, sides_of_apart, supporters_of
from hearthside.one_to_one.matching.queries import aparts_of, bringing_of, with_their_room
from hearthside.one_to_one.models import Apart, Request
from hearthside.people.models import Person

ON_ONE_PAGE = 50


@login_required
def my_bringing(request: HttpRequest) -> HttpResponse:
    """What I bring, and for how many people I have room."""
    may_say_bringing(request.actor, request.actor).require()
    return _bringing(request, request.actor, "my_bringing")


@login_required
def supporter_bringing(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The same, typed with a supporter by their coordinator."""
    may_see_list(request.actor).require()
    supporter = get_object_or_404(supporters_of(request.actor), pk=person_id)
    return _bringing(request, supporter, "supporters_with_room")


def _bringing(request: HttpRequest, supporter: Person, onward: str) -> HttpResponse:
    bringing = bringing_of(supporter)
    form = BringingForm(request.POST or None, bringing=bringing, spoken_here=request.organisation.language)
    if request.method == "POST" and form.is_valid():
        actions.say_bringing(by=request.actor, supporter=supporter, brought=form.brought())
        messages.success(request, _("Saved. Those who choose read it from now on."))
        return redirect(onward)
    context = {"form": form, "supporter": supporter, "is_own": supporter == request.actor, "room": "more"}
    return render(request, "one_to_one/bringing.html", context, status=422 if form.errors else 200)


@login_required
def supporters_with_room(request: HttpRequest) -> HttpResponse:
    """How many people each supporter has room for, meets and could still meet. By name: nobody is ranked."""
    may_see_list(request.actor).require()
    page = slice_of(with_their_room(supporters_of(request.actor)), request.GET.get("page"), ON_ONE_PAGE)
    return render(request, "one_to_one/supporters_with_room.html", {"page": page, "room": "more"})


@login_required
def aparts(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """With whom this person is not brought together."""
    return _aparts(request, get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id), request.path)


@login_required
def request_aparts(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The same from what somebody asked, when they are known here."""
    asked = get_object_or_404(Request.objects.visible_to(request.actor).exclude(person=None).select_related("person"), pk=request_id)
    return _aparts(request, asked.person, request.path)


def _aparts(request: HttpRequest, person: Person, here: str) -> HttpResponse:
    form = ApartForm(request.POST or None, sides=sides_of_apart(request.actor, person))
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_apart(by=request.actor, person=person, supporter=form.cleaned_data["supporter"])
            messages.success(request, _("Kept. Nobody suggests these two to each other. Why is nobody's business."))
            return redirect(here)
        except Refused as refusal:
            form.add_error("supporter", str(refusal))
    rows = [(one, may_end_apart(request.actor, one)) for one in aparts_of(person)]
    context = {"person": person, "form": form, "rows": rows, "is_own": person == request.actor}
    return render(request, "one_to_one/aparts.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def apart_ending(request: HttpRequest, apart_id: UUID) -> HttpResponse:
    """They may be suggested to each other again."""
    apart = get_object_or_404(Apart.objects.visible_to(request.actor).select_related("person"), pk=apart_id)
    actions.end_apart(by=request.actor, apart=apart)
    messages.success(request, _("Ended. They may be suggested to each other again."))
    is_open = Person.objects.visible_to(request.actor).filter(pk=apart.person_id).exists()
    return redirect("aparts", apart.person_id) if is_open else redirect("today")
