"""Keeping the organisation's lists. Every page is for those who keep the house; to others it says whom to ask."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearthside.organisation.permissions import may_keep_house


def for_keepers(view):
    """A page for those who keep the house; 403 with the reason for everybody else who has signed in."""

    @login_required
    @wraps(view)
    def asked_first(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        may_keep_house(request.actor).require()
        return view(request, *args, **kwargs)

    return asked_first


def page(request: HttpRequest, template: str, form=None, **context) -> HttpResponse:
    """A page of this room; 422 when something has to be put right."""
    context |= {"form": form, "room": "more"}
    return render(request, f"organisation/{template}.html", context, status=422 if form is not None and form.errors else 200)
