"""Reports to read and to take away. They hold no names."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hearthside.core.dates import today
from hearthside.people.permissions import may_read_reports
from hearthside.reports.actions import download_report
from hearthside.reports.definitions import REPORTS, Template
from hearthside.reports.files import FORMATS
from hearthside.reports.forms import ScopeForm
from hearthside.reports.grids import grids
from hearthside.reports.headlines import figures, table_of
from hearthside.reports.periods import periods
from hearthside.reports.pictures import picture


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """The reports there are."""
    may_read_reports(request.actor).require()
    return render(request, "reports/reports.html", {"templates": REPORTS.values(), "room": "reports"})


@login_required
def report(request: HttpRequest, name: str) -> HttpResponse:
    """One report, ready: the last full quarter unless something else is asked."""
    template = _found(name)
    may_read_reports(request.actor).require()
    form = _form(request, template)
    if not form.is_valid():
        return _page(request, template, form, status=422)
    report = template.report(form.scope)
    parts = [(grid, picture(grid), table_of(grid)) for grid in grids(report)]
    return _page(request, template, form, report=report, parts=parts, figures=figures(report), endings=FORMATS)


@login_required
def report_file(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """The same as a file; that it was taken is in the trail."""
    template = _found(name)
    if ending not in FORMATS:
        raise Http404
    may_read_reports(request.actor).require()
    form = _form(request, template)
    if not form.is_valid():
        return _page(request, template, form, status=422)
    report = template.report(form.scope)
    content = download_report(by=request.actor, report=report, ending=ending)
    file = f"{name}-{report.scope.first}-{report.scope.last}.{ending}"
    return HttpResponse(content, FORMATS[ending][0], headers={"Content-Disposition": f'attachment; filename="{file}"'})


@login_required
def definitions(request: HttpRequest) -> HttpResponse:
    """What each number means, in plain words; open to all who sign in, since numbers are talked about."""
    seen: dict[str, str] = {}  # code -> the first report that has it: each definition stands once
    for template in REPORTS.values():
        for one in template.definitions:
            seen.setdefault(one.code, template.name)
    found = [(one.title, [each for each in one.definitions if seen[each.code] == one.name]) for one in REPORTS.values()]
    return render(request, "reports/definitions.html", {"found": found, "room": "reports"})


def _found(name: str) -> Template:
    if name not in REPORTS:
        raise Http404
    return REPORTS[name]


def _form(request: HttpRequest, template: Template) -> ScopeForm:
    asked = {key: request.GET[key] for key in ("from", "to", "programme", "by") if key in request.GET}
    return ScopeForm(asked, apart=template.apart, usual_by=template.usual_by)


def _page(request: HttpRequest, template: Template, form: ScopeForm, status: int = 200, **context) -> HttpResponse:
    asked = form.asked()
    usual = [(one.name, "?" + urlencode(asked | {"from": one.first, "to": one.last})) for one in periods(today())]
    context |= {"template": template, "form": form, "room": "reports", "query": urlencode(asked), "usual": usual}
    context["current"] = "?" + urlencode(asked)
    return render(request, "reports/report.html", context, status=status)
