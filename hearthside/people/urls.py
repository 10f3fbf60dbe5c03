"""People: writing them down, and the parts of a record. The list of people and a person's own page are in home."""

from django.urls import path

from hearthside.people.views import bonds, emergencies, person, reach, sign_in

urlpatterns = [
    path("new/", person.new_person, name="new_person"),
    path("roles/", bonds.roles, name="roles"),
    path("emergency/", emergencies.break_glass, name="break_glass"),
    path("emergency/<uuid:glass_id>/closing/", emergencies.emergency_closing, name="emergency_closing"),
    path("emergency/<uuid:glass_id>/reading/", emergencies.emergency_reading, name="emergency_reading"),
    path("<uuid:person_id>/details/", person.person_details, name="person_details"),
    path("<uuid:person_id>/merging/", person.merging, name="merging"),
    path("<uuid:person_id>/merging/<uuid:other_id>/undoing/", person.merging_undoing, name="merging_undoing"),
    path("<uuid:person_id>/ways/", reach.ways, name="ways"),
    path("<uuid:person_id>/ways/ending/", reach.reach_ending, name="reach_ending"),
    path("<uuid:person_id>/ways/<uuid:way_id>/ending/", reach.way_ending, name="way_ending"),
    path("<uuid:person_id>/ways/<uuid:way_id>/return/", reach.way_return, name="way_return"),
    path("<uuid:person_id>/ways/<uuid:way_id>/confirmation/", reach.way_confirmation, name="way_confirmation"),
    path("<uuid:person_id>/ways/<uuid:way_id>/<slug:purpose>/", reach.way_permission, name="way_permission"),
    path("<uuid:person_id>/consents/", bonds.consents, name="consents"),
    path("<uuid:person_id>/consents/<uuid:consent_id>/withdrawal/", bonds.consent_withdrawal, name="consent_withdrawal"),
    path("<uuid:person_id>/roles/", bonds.person_roles, name="person_roles"),
    path("<uuid:person_id>/roles/<uuid:role_id>/ending/", bonds.role_ending, name="role_ending"),
    path("<uuid:person_id>/sign-in/", sign_in.person_sign_in, name="person_sign_in"),
    path("<uuid:person_id>/sign-in/card/", sign_in.person_card, name="person_card"),
    path("<uuid:person_id>/relations/", bonds.relations, name="relations"),
    path("<uuid:person_id>/relations/<uuid:relation_id>/ending/", bonds.relation_ending, name="relation_ending"),
]
