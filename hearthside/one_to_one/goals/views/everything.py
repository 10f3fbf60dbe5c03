"""All of mine in one place: to take away, to print, to erase."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hearthside.one_to_one.goals import actions
from hearthside.one_to_one.goals.finding import find_me
from hearthside.one_to_one.goals.queries import counts_of, goal_page, goals_held_on, own_wishes, wellness_plan
from hearthside.one_to_one.goals.views import page


@login_required
def my_plans(request: HttpRequest) -> HttpResponse:
    """Ways to take everything along, and to erase it."""
    person = find_me(request)
    return page(request, "my_plans", person, has_any=any(counts_of(person).values()))


@login_required
def my_plans_file(request: HttpRequest) -> HttpResponse:
    """Everything as a file."""
    headers = {"Content-Disposition": 'attachment; filename="my-goals-plan-and-wishes.json"'}
    held = goals_held_on(find_me(request))
    return JsonResponse(held, headers=headers, json_dumps_params={"indent": 2, "ensure_ascii": False})


@login_required
def my_plans_print(request: HttpRequest) -> HttpResponse:
    """Everything on paper; `?only=wishes` leaves the rest away."""
    person = find_me(request)
    context = {"person": person, "wishes": own_wishes(person)}
    if request.GET.get("only") != "wishes":
        context |= {"sections": goal_page(person, person), "parts": [one.part for one in wellness_plan(person) if one.part]}
    return render(request, "one_to_one/plans_print.html", context)


@login_required
def my_plans_erasure(request: HttpRequest) -> HttpResponse:
    """What would be gone, and erasing it. There is no undo."""
    person = find_me(request)
    if request.method == "POST":
        actions.erase_everything(by=person)
        messages.success(request, _("Erased. No word of it is kept."))
        return redirect("my_plans")
    return page(request, "plans_erasure", person, counts=counts_of(person))
