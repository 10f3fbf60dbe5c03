"""Signing up for a date; the page of every code; who comes."""

from django.urls import path

from hearthside.gatherings.signing_up import code_views, views

urlpatterns = [
    path("groups/dates/<uuid:session_id>/sign-up/", views.sign_up, name="sign_up"),
    path("groups/dates/<uuid:session_id>/sign-ups/", views.sign_ups, name="sign_ups"),
    path("groups/dates/<uuid:session_id>/rides/", views.rides, name="rides"),
    path("groups/dates/<uuid:session_id>/sign-ups/<uuid:sign_up_id>/ending/", views.sign_up_ending, name="sign_up_ending"),
    path("groups/dates/<uuid:session_id>/sign-ups/<uuid:sign_up_id>/return/", views.sign_up_return, name="sign_up_return"),
    path("groups/sign-up/", code_views.own_code, name="own_code"),
    path("groups/sign-up/card/", code_views.code_card, name="code_card"),
    path("groups/sign-up/closing/", code_views.own_code_closing, name="own_code_closing"),
    path("groups/sign-up/ending/", code_views.own_sign_up_ending, name="own_sign_up_ending"),
    path("groups/sign-up/return/", code_views.own_sign_up_return, name="own_sign_up_return"),
    path("groups/sign-up/change/", code_views.own_sign_up_change, name="own_sign_up_change"),
]
