"""The outbox: what waits, what needs somebody, what went out."""

from django.urls import path

from hearthside.outbox import views

urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<uuid:message_id>/", views.message, name="message"),
    path("<uuid:message_id>/sending/", views.message_sending, name="message_sending"),
    path("<uuid:message_id>/retry/", views.message_retry, name="message_retry"),
    path("<uuid:message_id>/leaving/", views.message_leaving, name="message_leaving"),
    path("<uuid:message_id>/code/", views.message_code, name="message_code"),
]
