"""What we will and will not do."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hearthside.core.errors import Refused
from hearthside.people.models import Person
from hearthside.safety import actions
from hearthside.safety.forms import PromiseForm, SayingForm
from hearthside.safety.permissions import may_say_promise, may_word_promise
from hearthside.safety.queries import promise_now


def promise(request: HttpRequest) -> HttpResponse:
    """For anybody to read, before it is needed."""
    written, lines = promise_now()
    return render(request, "safety/promise.html", {"promise": written, "lines": lines, "may_word": may_word_promise(request.actor)})


def crisis(request: HttpRequest) -> HttpResponse:
    """The crisis lines of the country, large, for anybody, and readable without signal."""
    return render(request, "safety/crisis.html")


@login_required
def promise_wording(request: HttpRequest) -> HttpResponse:
    """Put it into the organisation's own words."""
    may_word_promise(request.actor).require()
    form = PromiseForm(request.POST or None, initial={"words": "\n".join(promise_now()[1])})
    if request.method == "POST" and form.is_valid():
        try:
            actions.word_promise(by=request.actor, words=form.cleaned_data["words"])
            messages.success(request, _("Saved. From now on this is what is said."))
            return redirect("promise")
        except Refused as refusal:
            form.add_error("words", str(refusal))
    return render(request, "safety/promise_wording.html", {"form": form}, status=422 if form.errors else 200)


@login_required
def promise_saying(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Read it to somebody, and note that it was said."""
    person = get_object_or_404(Person.objects.visible_to(request.actor), pk=person_id)
    may_say_promise(request.actor, person).require()
    form = SayingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.say_promise(by=request.actor, person=person, how=form.cleaned_data["how"])
        messages.success(request, _("Noted: it was said."))
        return redirect("person_safety", person.pk)
    context = {"form": form, "person": person, "lines": promise_now()[1]}
    return render(request, "safety/promise_saying.html", context, status=422 if form.errors else 200)
