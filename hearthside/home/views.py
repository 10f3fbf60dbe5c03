"""The first pages a person sees."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page

from hearthside.audit.actions import note_opening
from hearthside.audit.queries import openings_of
from hearthside.checkins.rounds.permissions import may_see_round
from hearthside.checkins.warm_line.permissions import may_answer_line
from hearthside.core.errors import Refused
from hearthside.core.pages import slice_from, slice_of
from hearthside.encounters.permissions import may_log
from hearthside.encounters.queries import last_times
from hearthside.gatherings.permissions import may_import_attendance
from hearthside.home.actions import set_up_house
from hearthside.home.forms import SetUpForm
from hearthside.home.lists import happening_rows, people_rows, recent_rows
from hearthside.home.permissions import may_read_openings
from hearthside.home.queries import call_backs_due, everything_about, happenings_of, logged_on, waiting_for
from hearthside.home.waiting import asked_today
from hearthside.one_to_one.asking.permissions import may_see_requests, may_type_request
from hearthside.one_to_one.choosing.permissions import may_see_pairings
from hearthside.one_to_one.matching.permissions import may_say_bringing, may_see_list
from hearthside.organisation.queries import is_founded
from hearthside.people.models import Person
from hearthside.people.permissions import may_add_person, may_look_in_emergency, may_open_rota, may_read_reports
from hearthside.people.queries import open_person, others_visible_to
from hearthside.people.reach import ways_now
from hearthside.people.texting.permissions import may_read_incoming
from hearthside.safety.permissions import may_ask_backup

ROWS = 50


def front(request: HttpRequest) -> HttpResponse:
    """For whoever comes by: who we are, and where help is right now. Those signed in go on to today."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "home/front.html")


@login_required
def set_up(request: HttpRequest) -> HttpResponse:
    """The first page of a new house, behind the link that the command printed. It is there once."""
    if is_founded():
        raise Http404
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_up_house(by=request.user, **form.cleaned_data)
            return redirect("today")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "home/set_up.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What is due, in the order of the day; then the people one meets, one tap from logging."""
    actor = request.actor
    if not isinstance(actor, Person):
        return render(request, "home/no_person.html") if is_founded() else redirect("set_up")
    now = timezone.localtime()
    waiting, rooms = waiting_for(actor, now.date())
    context = {
        "now": now,
        "part_of_day": "morning" if now.hour < 12 else "afternoon" if now.hour < 18 else "evening",
        "may_log": may_log(actor),
        "waiting": waiting,
        **asked_today(actor, now.date(), rooms),
        "call_backs": call_backs_due(actor, now.date()) if actor.works_here else [],
        "recent": recent_rows(last_times(actor)) if actor.works_here else "",
        "done": logged_on(actor, now.date()) if actor.works_here else [],
    }
    return render(request, "home/today.html", context)


@gzip_page
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The people whose record one may open, to look up or to log with."""
    words = request.GET.get("q", "").strip()[:100]
    page = slice_from(partial(others_visible_to, request.actor, words), request.GET.get("page"), ROWS)
    rows = people_rows(page.rows, may_log=bool(may_log(request.actor)))
    context = {"page": page, "rows": rows, "sought": words, "may_add": may_add_person(request.actor)}
    return render(request, "home/_people.html" if request.htmx else "home/people.html", context)


@login_required
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person's page. Opening it is kept, and they can see it."""
    person = open_person(request.actor, person_id)
    if person is None:
        raise Http404
    if person == request.actor:
        return redirect("my_record")
    note_opening(by=request.actor, about=person.actor_id, page="page", right=person.right)
    context = {
        "person": person,
        "contacts": happening_rows(happenings_of(person, request.actor, person.since)),
        "ways": ways_now(person),
        "may_log": may_log(request.actor),
        "may_read_openings": person.right == "coordinator" or may_read_openings(request.actor, person),
        "room": "people",
    }
    return render(request, "home/person.html", context)


@login_required
def openings(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Who opened a person's record, for their coordinator to read out or print."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)
    may_read_openings(request.actor, person).require()
    return _openings_page(request, person)


@login_required
def my_openings(request: HttpRequest) -> HttpResponse:
    """Who opened my record."""
    return _openings_page(request, get_object_or_404(Person, pk=getattr(request.actor, "pk", None)))


def _openings_page(request: HttpRequest, person: Person) -> HttpResponse:
    page = slice_of(openings_of(person.actor_id), request.GET.get("page"), ROWS)
    return render(request, "home/openings.html", {"person": person, "page": page, "room": "more"})


@login_required
def my_record(request: HttpRequest) -> HttpResponse:
    """Everything held on me, to read, to answer and to take away."""
    person = get_object_or_404(Person, pk=getattr(request.actor, "pk", None))
    return render(request, "home/my_record.html", {"person": person, "record": everything_about(person), "room": "more"})


@login_required
def my_record_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    person = get_object_or_404(Person, pk=getattr(request.actor, "pk", None))
    headers = {"Content-Disposition": 'attachment; filename="my-record.json"'}
    return JsonResponse(everything_about(person), headers=headers, json_dumps_params={"indent": 2, "ensure_ascii": False})


@login_required
def more(request: HttpRequest) -> HttpResponse:
    """Everything that has no place in the bar."""
    actor = request.actor
    context = {
        "keeps_house": actor.keeps_house,
        "may_look": may_look_in_emergency(actor),
        "may_import": may_import_attendance(actor),
        "may_bring": may_say_bringing(actor, actor),
        "may_see_list": may_see_list(actor),
        "may_type": may_type_request(actor),
        "may_see_requests": may_see_requests(actor),
        "meets_people": may_see_pairings(actor),
        "may_read_incoming": may_read_incoming(actor),
        "takes_calls": may_open_rota(actor),
        "may_answer": may_answer_line(actor),
        "may_see_round": may_see_round(actor),
        "works_here": may_ask_backup(actor),
        "may_read_reports": may_read_reports(actor),
    }
    return render(request, "home/more.html", context)
