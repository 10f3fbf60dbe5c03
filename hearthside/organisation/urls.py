"""The organisation and its lists."""

from django.urls import path

from hearthside.organisation.views import house, kinds, programmes, values

urlpatterns = [
    path("", house.organisation, name="organisation"),
    path("details/", house.organisation_details, name="organisation_details"),
    path("words/", house.organisation_words, name="organisation_words"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<uuid:programme_id>/", programmes.programme, name="programme"),
    path("programmes/<uuid:programme_id>/ending/", programmes.programme_ending, name="programme_ending"),
    path("sites/", programmes.sites, name="sites"),
    path("sites/<uuid:site_id>/", programmes.site, name="site"),
    path("sites/<uuid:site_id>/closing/", programmes.site_closing, name="site_closing"),
    path("sites/<uuid:site_id>/reopening/", programmes.site_reopening, name="site_reopening"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/<uuid:kind_id>/", kinds.kind, name="kind"),
    path("kinds/<uuid:kind_id>/place/", kinds.kind_place, name="kind_place"),
    path("topics/", kinds.topics, name="topics"),
    path("topics/<uuid:topic_id>/", kinds.topic, name="topic"),
    path("topics/<uuid:topic_id>/place/", kinds.topic_place, name="topic_place"),
    path("values/", values.values, name="values"),
    path("values/<uuid:value_id>/", values.value, name="value"),
    path("values/<uuid:value_id>/removal/", values.value_removal, name="value_removal"),
    path("crisis-lines/", values.crisis_lines, name="crisis_lines"),
    path("crisis-lines/<uuid:line_id>/", values.crisis_line, name="crisis_line"),
    path("crisis-lines/<uuid:line_id>/removal/", values.crisis_line_removal, name="crisis_line_removal"),
]
