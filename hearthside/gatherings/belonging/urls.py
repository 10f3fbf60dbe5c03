"""Asking to belong to a group, and who belongs."""

from django.urls import path

from hearthside.gatherings.belonging import views

urlpatterns = [
    path("code/leaving/", views.leaving, name="leaving"),
    path("code/leaving/return/", views.leaving_return, name="leaving_return"),
    path("groups/<slug:slug>/asking/", views.asking, name="asking"),
    path("groups/<slug:slug>/members/", views.members, name="members"),
    path("groups/<slug:slug>/members/<uuid:member_id>/answer/", views.asking_answer, name="asking_answer"),
    path("groups/<slug:slug>/members/<uuid:member_id>/ending/", views.member_ending, name="member_ending"),
    path("groups/<slug:slug>/members/<uuid:member_id>/card/", views.member_card, name="member_card"),
]
