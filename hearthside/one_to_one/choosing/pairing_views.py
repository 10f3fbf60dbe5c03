"""Meeting one to one: whom I meet, one pairing, ending it, and what the next supporter may read."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.core.pages import slice_of
from hearthside.encounters.permissions import may_log
from hearthside.one_to_one.choosing import actions
from hearthside.one_to_one.choosing.forms import EndingForm, HistoryForm
from hearthside.one_to_one.choosing.openings import keep_opening
from hearthside.one_to_one.choosing.permissions import may_see_pairings
from hearthside.one_to_one.choosing.queries import followed, listed, own_pairings, questions_to
from hearthside.one_to_one.choosing.wording import shown_wish
from hearthside.one_to_one.models import Farewell, Pairing
from hearthside.one_to_one.permissions import may_end_pairing, may_say_history
from hearthside.people.permissions import may_open_record

ROWS = 50


@never_cache
@login_required
def pairings(request: HttpRequest) -> HttpResponse:
    """Whom a supporter meets; for a coordinator all of their programmes, with those that ended one press away."""
    may_see_pairings(request.actor).require()
    ended = request.GET.get("show") == "ended"
    others = Pairing.objects.visible_to(request.actor).exclude(pk__in=Pairing.objects.of(request.actor).values("pk"))
    page = slice_of(listed(others, ended=ended), request.GET.get("page"), ROWS)
    context = {"page": page, "ended": ended, "questions": questions_to(request.actor), "looks_after": request.actor.coordinated_programmes}
    return render(request, "one_to_one/pairings.html", context | {"may_log": may_log(request.actor)})


@never_cache
@login_required
def pairing(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """Two people who meet: since when, what was wished, and where to go on."""
    found = get_object_or_404(followed(Pairing.objects.visible_to(request.actor)), pk=pairing_id)
    keep_opening(request, found.person, "pairing")
    is_own = Pairing.objects.of(request.actor).filter(pk=found.pk).exists()
    context = {
        "pairing": found,
        "is_own": is_own,
        "asked": found.request,
        "facts": shown_wish(found.request) if found.request else [],
        "may_end": may_end_pairing(request.actor, found),
        "may_open": not is_own and may_open_record(request.actor, found.relation.person),
        "may_log": found.supporter == request.actor and may_log(request.actor),
        "may_say": may_say_history(request.actor, found),
    }
    return render(request, "one_to_one/pairing.html", context)


@never_cache
@login_required
def pairing_ending(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """We stop meeting: at once, kindly, and nobody has to say why."""
    found = get_object_or_404(Pairing.objects.visible_to(request.actor).select_related("person", "supporter"), pk=pairing_id)
    may_end_pairing(request.actor, found).require()
    is_own = Pairing.objects.of(request.actor).filter(pk=found.pk).exists()
    form = EndingForm(request.POST or None, is_own=is_own, is_of_two=is_own or found.supporter == request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_pairing(by=request.actor, pairing=found, **form.ended())
            messages.success(request, _("Ended. Thank you for the time you had together."))
            return redirect("my_supporter" if is_own else "pairings")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"pairing": found, "form": form, "is_own": is_own}
    return render(request, "one_to_one/pairing_ending.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
def my_supporter(request: HttpRequest) -> HttpResponse:
    """Whom I meet, whom I met, and what the next one may read."""
    return render(request, "one_to_one/my_supporter.html", {**own_pairings(request.actor), "room": "more"})


@require_POST
@login_required
def pairing_history(request: HttpRequest, pairing_id: UUID) -> HttpResponse:
    """May my next supporter read what we wrote together? Yes or no, and the other way at any time."""
    found = get_object_or_404(Pairing.objects.of(request.actor), pk=pairing_id)
    form = HistoryForm(request.POST)
    try:
        if form.is_valid():
            actions.say_history(by=request.actor, pairing=found, keeps_history=form.cleaned_data["keeps"] == "yes")
            messages.success(request, _("Noted. You can change it at any time."))
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("my_supporter")


@never_cache
@login_required
def farewell(request: HttpRequest, farewell_id: UUID) -> HttpResponse:
    """The other has ended it: a kind word, shown once."""
    found = get_object_or_404(
        Farewell.objects.visible_to(request.actor).select_related("pairing__person", "pairing__supporter"), pk=farewell_id
    )
    is_own = Pairing.objects.of(request.actor).filter(pk=found.pairing_id).exists()
    if request.method == "POST":
        actions.read_farewell(by=request.actor, farewell=found)
        return redirect("my_supporter" if is_own else "pairings")
    other = found.pairing.supporter if is_own else found.pairing.person
    return render(request, "one_to_one/farewell.html", {"farewell": found, "is_own": is_own, "name": other.short_name})
