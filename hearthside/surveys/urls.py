"""The survey's addresses. None ever holds a code."""

from django.urls import path

from hearthside.surveys import views

urlpatterns = [
    path("", views.survey, name="survey"),
    path("thanks/", views.thanks, name="survey_thanks"),
]
