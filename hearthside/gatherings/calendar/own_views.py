"""My private calendar address: made, shown for ten minutes, ended."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hearthside.gatherings.calendar.actions import end_personal_feed, make_personal_feed
from hearthside.gatherings.calendar.own import forget_shown, keep_for_showing, to_show
from hearthside.gatherings.calendar.ways import feed_links
from hearthside.gatherings.models import PersonalFeed
from hearthside.people.models import Person


@never_cache
@login_required
def my_calendar(request: HttpRequest) -> HttpResponse:
    """A button that makes the address; right after that, the address itself."""
    person = get_object_or_404(Person, pk=getattr(request.actor, "pk", None))
    if request.method == "POST":
        keep_for_showing(request.session, make_personal_feed(by=person, person=person))
        return redirect("my_calendar")
    token = to_show(request.session)
    made = feed_links("personal_feed", token) if token else None
    feed = PersonalFeed.objects.filter(person=person, ended_on=None).first()
    return render(request, "gatherings/my_calendar.html", {"made": made if feed else None, "feed": feed, "room": "more"})


@require_POST
@login_required
def my_calendar_ending(request: HttpRequest) -> HttpResponse:
    """The address answers nobody any more."""
    feed = get_object_or_404(PersonalFeed, person=getattr(request.actor, "pk", None), ended_on=None)
    end_personal_feed(by=request.actor, feed=feed)
    forget_shown(request.session)
    messages.success(request, _("Your private calendar address no longer works."))
    return redirect("my_calendar")
