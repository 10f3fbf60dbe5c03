"""Reports: the list, each report as a page and as a file, and what its numbers mean."""

from django.urls import path

from hearthside.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("definitions/", views.definitions, name="report_definitions"),
    path("<slug:name>/", views.report, name="report"),
    path("<slug:name>.<slug:ending>", views.report_file, name="report_file"),
]
