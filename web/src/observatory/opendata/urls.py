"""Addresses of what machines take: `urlpatterns` in each language, `once` for the whole site."""

from django.urls import path

from observatory.opendata import views

urlpatterns = [
    path("actualites.atom", views.news, name="feed"),
    path("evenements.ics", views.whole_calendar, name="calendar"),
    path("evenements/<slug:slug>.ics", views.event_calendar, name="event_calendar"),
    path("<slug:path>/<slug:slug>.json", views.record_json, name="record_json"),
]

# Outside i18n_patterns: these hold both languages, and robots look for them at the root.
once = [
    path("sitemap.xml", views.whole_sitemap, name="sitemap"),
    path("sitemap-<int:part>.xml", views.sitemap_part, name="sitemap_part"),
    path("robots.txt", views.robots, name="robots"),
    path("donnees/observatory-public.zip", views.download_pack, name="download_pack"),
    path("donnees/codebook.csv", views.codebook, name="codebook"),
    path("donnees/<slug:kind>.csv", views.download_csv, name="download_csv"),
]
