"""Every address of the house: the installation's own pages first, then those of the institution that a path names."""

from django.urls import include, path

INSTITUTION = [
    path("", include("ceiba.institutions.urls_inside")),
    path("", include("ceiba.documents.urls")),
    path("", include("ceiba.plans.urls")),
    path("", include("ceiba.indicators.urls")),
    path("", include("ceiba.budgets.urls")),
    path("", include("ceiba.projects.urls")),
    path("", include("ceiba.registers.urls_release")),
    path("", include("ceiba.registers.urls")),
    path("", include("ceiba.registers.urls_measures")),
    path("", include("ceiba.intake.urls")),
    path("", include("ceiba.audits.urls")),
    path("", include("ceiba.approvals.urls")),
    path("", include("ceiba.budgets.urls_reports")),
    path("", include("ceiba.registers.urls_sheets")),
    path("", include("ceiba.monitoring.urls")),
    path("", include("ceiba.publications.urls")),
    path("", include("ceiba.transparency.urls")),
    path("", include("ceiba.takeout.urls")),
    path("", include("ceiba.participation.urls")),
]

urlpatterns = [
    path("", include("ceiba.institutions.urls")),
    path("cuenta/", include("allauth.urls")),
    path("", include("ceiba.ui.urls")),
    path("", include("ceiba.monitoring.urls_open")),
    path("api/", include("ceiba.api.urls")),
    path("", include("ceiba.portal.urls_site")),
    path("publico/", include("ceiba.portal.urls")),
    path("publico/", include("ceiba.portal.urls_transparency")),
    path("publico/", include("ceiba.registers.urls_public")),
    path("<slug:institution>/", include(INSTITUTION)),
]

handler400 = "ceiba.ui.views.bad_request"
handler403 = "ceiba.ui.views.forbidden"
handler404 = "ceiba.portal.errors.not_found"
handler500 = "ceiba.ui.views.failed"
