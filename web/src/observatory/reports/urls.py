"""Addresses of the yearly reports, the same in both languages."""

from django.urls import path, register_converter

from observatory.reports import views


class FourDigits:
    """A year in an address."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return what stands in the address."""
        return f"{value:04}"


register_converter(FourDigits, "year")

urlpatterns = [
    path("rapports/", views.report_list, name="report_list"),
    path("rapports/<year:year>/", views.report, name="report"),
    path("rapports/<year:year>/chiffres/", views.figures, name="report_figures"),
    path("rapports/<year:year>/fichiers/<str:name>", views.file, name="report_file"),
    path("rapports/<year:year>/textes/", views.texts, name="report_texts"),
    path("rapports/<year:year>/textes/<slug:section>/", views.text, name="report_text"),
    path("rapports/<year:year>/comparer/", views.publishing, name="report_publishing"),
]
