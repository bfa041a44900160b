"""Addresses of the pages visitors read."""

from django.urls import path

from observatory.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("a-propos/", views.about, name="about"),
    path("rubriques/<slug:slug>/", views.section, name="section"),
    path("vocabulaires/", views.vocabularies, name="vocabularies"),
    path("vocabulaires/<slug:key>/", views.vocabulary, name="vocabulary"),
    path("donnees/", views.data, name="data"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("contact/", views.contact, name="contact"),
    path("fichiers/<path:name>", views.attachment, name="attachment"),
    path("<slug:path>/", views.record_list, name="record_list"),
    path("<slug:path>/<slug:slug>/", views.record, name="record"),
    path("<slug:path>/<slug:slug>/historique/", views.record_history, name="record_history"),
]
