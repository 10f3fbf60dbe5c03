"""Signing up for a date, who comes, and what the code of a sign-up does."""

from django.urls import path
from django.views.generic import RedirectView

from hearthside.gatherings.signing_up import code_views, views

urlpatterns = [
    path("groups/dates/<uuid:session_id>/sign-up/", views.sign_up, name="sign_up"),
    path("groups/dates/<uuid:session_id>/sign-ups/", views.sign_ups, name="sign_ups"),
    path("groups/dates/<uuid:session_id>/rides/", views.rides, name="rides"),
    path("groups/dates/<uuid:session_id>/sign-ups/<uuid:sign_up_id>/ending/", views.sign_up_ending, name="sign_up_ending"),
    path("groups/dates/<uuid:session_id>/sign-ups/<uuid:sign_up_id>/return/", views.sign_up_return, name="sign_up_return"),
    path("groups/sign-up/", RedirectView.as_view(pattern_name="own_code"), name="own_code_before"),  # stands on cards of before
    path("code/sign-up/ending/", code_views.own_sign_up_ending, name="own_sign_up_ending"),
    path("code/sign-up/return/", code_views.own_sign_up_return, name="own_sign_up_return"),
    path("code/sign-up/change/", code_views.own_sign_up_change, name="own_sign_up_change"),
]
