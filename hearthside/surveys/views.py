"""The survey: type a code, answer what you like, done. Nobody signs in here; whoever holds the code may use it once.

A code from a wall draws a ticket first, when its form is sent and never when a page is merely opened: what looks at links
before people do draws nothing. The code travels in the body of a form alone, never in an address. No view here reads or
sets a cookie or a session, so there is nothing for a forged request to borrow, and no CSRF token is needed (or could be
given without a cookie).
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import activate, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from hearthside.core.errors import Refused
from hearthside.surveys import attempts
from hearthside.surveys.actions import AlreadyReceived, UnknownCode, send_answers
from hearthside.surveys.forms import AnswersForm, CodeForm
from hearthside.surveys.languages import chosen_language, languages
from hearthside.surveys.queries import questionnaire
from hearthside.surveys.walls.actions import ticket_to_answer


@csrf_exempt
@sensitive_post_parameters()
def survey(request: HttpRequest) -> HttpResponse:
    """The field for the code; once it is sent, the questions; once these are sent, the answers come in."""
    if "send" in request.POST or "switch" in request.POST:
        return _answer(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ticket, code = _guarded(request, ticket_to_answer, **form.cleaned_data)
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            if ticket.language and not chosen_language(request):
                activate(ticket.language)
            return _ask(request, AnswersForm(questions=questionnaire().questions, initial={"code": code}))
    return _page(request, "surveys/code.html", form=form)


def _answer(request: HttpRequest) -> HttpResponse:
    """Take in the answers. With the button of a language the same page comes back in it, nothing lost."""
    form = AnswersForm(request.POST, questions=questionnaire().questions)
    if "switch" in request.POST:
        return _ask(request, AnswersForm(initial=_typed(form), questions=questionnaire().questions))
    if form.is_valid():
        ticked = form.ticked()
        try:
            _guarded(request, send_answers, code=form.cleaned_data["code"], comment=ticked.pop("comment", ""), ticked=ticked)
        except AlreadyReceived as received:
            return _page(request, "surveys/thanks.html", already=str(received), typed=form.cleaned_data.get("comment"))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(f"{reverse('survey_thanks')}?lang={get_language()}")
    return _ask(request, form)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The answers are in."""
    return _page(request, "surveys/thanks.html")


def _guarded(request: HttpRequest, act, **given):
    """Do something with a code; too many wrong ones from one place are turned away before they are looked up."""
    attempts.check(request)
    try:
        return act(**given)
    except UnknownCode:
        attempts.count(request)
        raise


def _ask(request: HttpRequest, form: AnswersForm) -> HttpResponse:
    return _page(request, "surveys/questions.html", form=form)


def _typed(form: AnswersForm) -> dict:
    return {field.name: field.value() for field in form}


def _page(request: HttpRequest, template: str, **shown) -> HttpResponse:
    return render(request, template, shown | {"languages": languages(), "chosen_language": chosen_language(request)})
