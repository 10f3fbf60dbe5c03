"""What supporters bring, who has room, a whole list at once, and two people who are kept apart."""

from django.urls import path

from hearthside.one_to_one.matching import proposal_views, views

urlpatterns = [
    path("me/bringing/", views.my_bringing, name="my_bringing"),
    path("requests/supporters/", views.supporters_with_room, name="supporters_with_room"),
    path("requests/supporters/<uuid:person_id>/", views.supporter_bringing, name="supporter_bringing"),
    path("requests/proposal/", proposal_views.list_proposal, name="list_proposal"),
    path("requests/proposal/solution/", proposal_views.proposal_solution, name="proposal_solution"),
    path("requests/proposal/suggestions/", proposal_views.proposal_suggestions, name="proposal_suggestions"),
    path("requests/proposal/ending/", proposal_views.proposal_ending, name="proposal_ending"),
    path("requests/proposal/<uuid:row_id>/", proposal_views.proposal_row, name="proposal_row"),
    path("requests/proposal/<uuid:row_id>/pin/", proposal_views.proposal_pin, name="proposal_pin"),
    path("requests/proposal/<uuid:row_id>/leaving-out/", proposal_views.proposal_leaving_out, name="proposal_leaving_out"),
    path("requests/<uuid:request_id>/apart/", views.request_aparts, name="request_aparts"),
    path("people/<uuid:person_id>/apart/", views.aparts, name="aparts"),
    path("people/apart/<uuid:apart_id>/ending/", views.apart_ending, name="apart_ending"),
]
