"""Addresses: texts with a person, what came in, and one's own texts."""

from django.urls import path

from hearthside.people.texting import views

PERSON = "people/<uuid:person_id>/texts/"

urlpatterns = [
    path(PERSON, views.texts, name="texts"),
    path(f"{PERSON}<uuid:message_id>/sending/", views.text_sending, name="text_sending"),
    path(f"{PERSON}<uuid:message_id>/return/", views.text_return, name="text_return"),
    path(f"{PERSON}ending/", views.texts_ending, name="texts_ending"),
    path(f"{PERSON}welcome/<uuid:way_id>/", views.texts_welcome, name="texts_welcome"),
    path("texts/", views.incoming, name="incoming"),
    path("texts/<uuid:heard_id>/closing/", views.heard_closing, name="heard_closing"),
    path("texts/<uuid:heard_id>/stop/", views.heard_stop, name="heard_stop"),
    path("me/texts/", views.my_texts, name="my_texts"),
]
