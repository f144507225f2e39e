"""The catalogue's addresses, below /platforms/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.platform_list, name="platforms"),
    path("<slug:slug>/", views.platform_detail, name="platform"),
]
