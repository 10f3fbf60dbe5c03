"""Two pages that know nothing of the product: the gallery of components, and the answer to "is it up?"."""

from django import forms
from django.core.cache import cache
from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hearthside.core.charts import Bar, Chart, bars, line, stacked
from hearthside.core.pages import Slice

WORKER_SEEN = "worker:seen"


def health(request: HttpRequest) -> JsonResponse:
    """200 once this process, the worker and both databases answer; 503 names what is missing."""
    state = {"web": "up"}
    for alias in connections:
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT 1")
            state[alias] = "up"
        except Exception:  # noqa: BLE001  whatever the database's driver raises, the answer is the same
            state[alias] = "down"
    state["worker"] = "up" if state["default"] == "up" and cache.get(WORKER_SEEN) else "down"
    return JsonResponse(state, status=200 if set(state.values()) == {"up"} else 503)


class GalleryForm(forms.Form):
    """Every sort of question, some with a fault."""

    name = forms.CharField(label=_("Name"), help_text=_("As you like to be called."))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    words = forms.CharField(label=_("In your own words"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=_("You may leave a message"), required=False)
    how = forms.ChoiceField(label=_("How?"), choices=[("phone", _("Phone")), ("person", _("In person"))], widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label=_("What was it?"), choices=[("a", _("Company, belonging")), ("b", _("Information"))], widget=forms.CheckboxSelectMultiple
    )


def _charts() -> list[Chart]:
    heard = [Bar(_("Not really"), None, _("hidden")), Bar(_("Mostly"), 28, "28%"), Bar(_("Fully"), 61, "61%")]
    months = [Bar("Jan", 44, "44"), Bar("Feb", 54, "54"), Bar("Mar", None, _("hidden")), Bar("Apr", 71, "71"), Bar("May", 64, "64")]
    parts = [("River", [Bar("Yes", 80, "80%"), Bar("No", 20, "20%")]), ("Hill", [Bar("Yes", 55, "55%"), Bar("No", 45, "45%")])]
    return [
        bars(name="example-bars", title=str(_("Did you feel heard?")), rows=heard, head=["", _("Share")], top=100),
        line(name="example-line", title=str(_("Encounters")), points=months, head=["", _("Number")]),
        stacked(name="example-parts", title=str(_("Would you come again?")), legend=["Yes", "No"], rows=parts, head=["", "Yes", "No"]),
    ]


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for designers and for the accessibility tests."""
    form = GalleryForm({"name": "", "day": "2026-13-01", "how": "phone", "kinds": ["a"]})
    context = {
        "form": form,
        "example_page": Slice(rows=[], number=2, has_next=True),
        "room": "more",
        "example_bar": [("today", _("Today")), ("people", _("People"))],
        "example_ways": [("Reports", "#main"), ("Family pilot", "#main")],
        "example_tabs": [("All", "#all"), ("Mine", "#mine")],
        "example_facts": [(_("Language"), "English"), (_("Known since"), "2024")],
        "example_head": [_("Kind"), _("Number")],
        "example_rows": [("Phone", 12), ("In person", 7)],
        "example_charts": _charts(),
    }
    return render(request, "core/gallery.html", context)
