"""The catalogue's addresses, below /platforms/. Whoever includes them hands each view a `gazetteer`."""

from django.urls import path

from .files import dataset_description, open_data
from .pages import changes_feed, knowledge, releases, views

urlpatterns = [
    path("", views.platform_list, name="platforms"),
    path("vergelijk/", views.compare_platforms, name="compare_platforms"),
    path("wat-we-weten/", knowledge.show_knowledge, name="knowledge"),
    *open_data.urlpatterns,
    *dataset_description.urlpatterns,
    *releases.urlpatterns,
    path("wijzigingen.atom", changes_feed.show_feed, name="changes_feed"),
    path("<slug:slug>/", views.platform_detail, name="platform"),
]
