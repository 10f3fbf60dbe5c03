"""Asking to meet a peer, one's own requests, those who wait, and the list of experiences."""

from django.urls import path

from hearthside.one_to_one.asking import experience_views, list_views, own_views, views

urlpatterns = [
    path("ask/", views.ask, name="ask"),
    path("ask/typed/", views.ask_typed, name="ask_typed"),
    path("ask/referral/", views.ask_referral, name="ask_referral"),
    path("code/request/change/", own_views.own_request_change, name="own_request_change"),
    path("code/request/withdrawal/", own_views.own_request_withdrawal, name="own_request_withdrawal"),
    path("code/request/return/", own_views.own_request_return, name="own_request_return"),
    path("me/requests/", own_views.my_requests, name="my_requests"),
    path("me/requests/<uuid:request_id>/", own_views.my_request, name="my_request"),
    path("requests/", list_views.requests, name="requests"),
    path("requests/<uuid:request_id>/", list_views.one_request, name="request"),
    path("requests/<uuid:request_id>/person/", list_views.request_person, name="request_person"),
    path("requests/<uuid:request_id>/programme/", list_views.request_programme, name="request_programme"),
    path("requests/<uuid:request_id>/closing/", list_views.request_closing, name="request_closing"),
    path("requests/<uuid:request_id>/reopening/", list_views.request_reopening, name="request_reopening"),
    path("organisation/experiences/", experience_views.experiences, name="experiences"),
    path("organisation/experiences/<slug:code>/", experience_views.experience, name="experience"),
]
