"""Addresses: the goal page, the wellness plan and advance wishes: the person's own."""

from django.urls import path

from hearthside.one_to_one.goals.views import entries, everything, links, shares, wellness, wishes

urlpatterns = [
    path("me/goals/", entries.my_goals, name="my_goals"),
    path("me/goals/sheet/", entries.goals_sheet, name="goals_sheet"),
    path("me/goals/earlier/<uuid:reader_id>/", shares.earlier_share, name="earlier_share"),
    path("people/<uuid:person_id>/goals/", entries.goals, name="goals"),
    path("people/<uuid:person_id>/goals/<uuid:entry_id>/", entries.goal_entry, name="goal_entry"),
    path("people/<uuid:person_id>/goals/<uuid:entry_id>/tick/", entries.goal_entry_tick, name="goal_entry_tick"),
    path("people/<uuid:person_id>/goals/<uuid:entry_id>/state/", entries.goal_state, name="goal_state"),
    path("people/<uuid:person_id>/goals/<uuid:entry_id>/erasure/", entries.goal_entry_erasure, name="goal_entry_erasure"),
    path(
        "people/<uuid:person_id>/goals/<uuid:entry_id>/versions/<uuid:version_id>/erasure/",
        entries.goal_version_erasure,
        name="goal_version_erasure",
    ),
    path("me/wellness/", wellness.my_wellness, name="my_wellness"),
    path("me/wellness/beginning/", wellness.wellness_beginning, name="wellness_beginning"),
    path("me/wellness/print/", wellness.my_wellness_print, name="my_wellness_print"),
    path("me/wellness/sheet/", wellness.wellness_sheet, name="wellness_sheet"),
    path("me/wellness/<uuid:part_id>/", wellness.wellness_part, name="wellness_part"),
    path("me/wellness/<uuid:part_id>/erasure/", wellness.wellness_part_erasure, name="wellness_part_erasure"),
    path(
        "me/wellness/<uuid:part_id>/versions/<uuid:version_id>/erasure/", wellness.wellness_version_erasure, name="wellness_version_erasure"
    ),
    path("people/<uuid:person_id>/wellness/", wellness.wellness, name="wellness"),
    path("me/shares/", shares.my_shares, name="my_shares"),
    path("me/shares/<uuid:share_id>/ending/", shares.share_ending, name="share_ending"),
    path("me/shares/copies/", shares.paper_copies, name="paper_copies"),
    path("me/shares/copies/<uuid:copy_id>/removal/", shares.paper_copy_removal, name="paper_copy_removal"),
    path("me/shared/", wellness.shared_pages, name="shared_pages"),
    path("me/wishes/", wishes.my_wishes, name="my_wishes"),
    path("me/wishes/review/", wishes.wishes_review, name="wishes_review"),
    path("me/wishes/confirmation/", wishes.wishes_confirmation, name="wishes_confirmation"),
    path("people/<uuid:person_id>/wishes/", wishes.wishes, name="wishes"),
    path("people/<uuid:person_id>/wishes/typing/", wishes.wishes_typing, name="wishes_typing"),
    path("me/plans/", everything.my_plans, name="my_plans"),
    path("me/plans/file/", everything.my_plans_file, name="my_plans_file"),
    path("me/plans/print/", everything.my_plans_print, name="my_plans_print"),
    path("me/plans/erasure/", everything.my_plans_erasure, name="my_plans_erasure"),
    path("organisation/wishes-links/", links.wishes_links, name="wishes_links"),
    path("organisation/wishes-links/<uuid:link_id>/removal/", links.wishes_link_removal, name="wishes_link_removal"),
]
