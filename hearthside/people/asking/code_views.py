"""One page for every code that was given out, whatever it opens.

The code is typed into a form, or comes in a cookie of this page; no address ever holds it.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hearthside.core.errors import Refused
from hearthside.people.asking.codes import read_code
from hearthside.people.asking.forms import OwnCodeForm, wrong_code
from hearthside.people.asking.held_code import held_code, hold_code, let_go
from hearthside.people.asking.knocking import count_code
from hearthside.people.asking.opened import OPENED
from hearthside.people.asking.own_codes import thing_of


@never_cache
@sensitive_post_parameters()
def own_code(request: HttpRequest) -> HttpResponse:
    """Type the code; what it opens is shown, with all that can be done about it."""
    form = OwnCodeForm(request.POST or None)
    if request.method == "POST":
        return _typed(request, form)
    held = held_code(request)
    thing = thing_of(held.code) if held else None
    if held is None or thing is None:
        return render(request, "people/own_code.html", {"form": form})
    opened = OPENED[type(thing)]
    return render(request, opened.template, {"held": held, **opened.shown(request, thing)})


def _typed(request: HttpRequest, form: OwnCodeForm) -> HttpResponse:
    if form.is_valid():
        try:
            if code := _known(request, form.cleaned_data["code"]):
                return hold_code(redirect("own_code"), code)
            form.add_error("code", wrong_code())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "people/own_code.html", {"form": form}, status=422)


def _known(request: HttpRequest, typed: str) -> str | None:
    """The code, if it opens something. A slip that its check sign gives away is no try."""
    code = read_code(typed)
    if code is not None:
        count_code(request)
    return code if code and thing_of(code) else None


@never_cache
def code_card(request: HttpRequest) -> HttpResponse:
    """The code on a card to print."""
    held = held_code(request)
    thing = thing_of(held.code) if held else None
    if thing is None:
        return redirect("own_code")
    return render(request, "people/code_card.html", {"held": held, "lines": OPENED[type(thing)].card(thing)})


@require_POST
def own_code_closing(request: HttpRequest) -> HttpResponse:
    """This device forgets the code: it may be everybody's."""
    return let_go(redirect("own_code"))
