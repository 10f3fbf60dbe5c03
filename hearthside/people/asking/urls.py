"""The page of every code."""

from django.urls import path

from hearthside.people.asking import code_views

urlpatterns = [
    path("", code_views.own_code, name="own_code"),
    path("card/", code_views.code_card, name="code_card"),
    path("closing/", code_views.own_code_closing, name="own_code_closing"),
]
