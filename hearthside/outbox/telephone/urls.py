"""Addresses: what the telephone provider calls. docs/how-to/telephone.md says which one goes where."""

from django.urls import path

from hearthside.outbox.telephone import views

urlpatterns = [
    path("texts/", views.texts, name="telephone_texts"),
    path("texts/<uuid:message_id>/news/", views.text_news, name="telephone_text_news"),
    path("calls/", views.calls, name="telephone_calls"),
    path("calls/<uuid:call_id>/worker/", views.call_worker, name="telephone_call_worker"),
    path("calls/<uuid:call_id>/connection/", views.call_connection, name="telephone_call_connection"),
    path("calls/<uuid:call_id>/other/", views.call_other, name="telephone_call_other"),
    path("calls/<uuid:call_id>/ending/", views.call_ending, name="telephone_call_ending"),
    path("calls/<uuid:call_id>/news/", views.call_news, name="telephone_call_news"),
]
