"""Logging contacts and tries, offering the survey, writing notes together."""

from django.urls import path

from hearthside.encounters import views
from hearthside.encounters.group_offers import views as group_views

urlpatterns = [
    path("", views.log, name="log"),
    path("tries/", views.attempt, name="attempt"),
    path("tries/<uuid:attempt_id>/closing/", views.call_back_closing, name="call_back_closing"),
    path("<uuid:encounter_id>/", views.encounter, name="encounter"),
    path("<uuid:encounter_id>/undo/", views.undo, name="undo"),
    path("<uuid:encounter_id>/survey/", views.offer, name="offer"),
    path("<uuid:encounter_id>/survey/replacement/", views.ticket_replacement, name="ticket_replacement"),
    path("<uuid:encounter_id>/survey/withdrawal/", views.offer_withdrawal, name="offer_withdrawal"),
    path("<uuid:encounter_id>/survey/wall/", group_views.survey_wall, name="survey_wall"),
    path("<uuid:encounter_id>/survey/wall/texts/", group_views.survey_wall_texts, name="survey_wall_texts"),
    path("<uuid:encounter_id>/survey/cards/", group_views.survey_cards, name="survey_cards"),
    path("<uuid:encounter_id>/survey/cards/replacement/", group_views.survey_cards_replacement, name="survey_cards_replacement"),
    path("<uuid:encounter_id>/note/", views.note, name="note"),
    path("<uuid:encounter_id>/note/answer/", views.note_answer, name="note_answer"),
    path("notes/replies/<uuid:stance_id>/reading/", views.reply_reading, name="reply_reading"),
]
