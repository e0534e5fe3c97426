"""Addresses of approvals, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.approvals import views, views_audit, views_comments, views_reports, views_versions, views_year

urlpatterns: list[URLPattern] = [
    path("revision/comparar/", views_audit.audit_compare, name="audit_compare"),
    path("planes/aprobacion/", views.approvals, name="approvals"),
    path("planes/vida/<path:key>", views.plan_life, name="plan_life"),
    path("planes/comparar/<path:key>", views_versions.compare, name="plan_compare"),
    path("planes/version/<int:pk>/", views_versions.version, name="plan_version"),
    path("planes/comentarios/<path:element>", views_comments.element_comments, name="element_comments"),
    path("planes/abrir-ano/", views_year.year_open, name="year_open"),
    path("planes/reportes/", views_reports.reports_review, name="reports_review"),
    path("planes/reportes/validar/", views_reports.reports_validate, name="reports_validate"),
    path("planes/reportes/<int:pk>/", views_reports.report_review, name="report_review"),
    path(
        "planes/reportes/<int:pk>/rectificar/<int:indicator>/",
        views_reports.measurement_restate,
        name="measurement_restate",
    ),
    path("planes/periodo/<int:pk>/cerrar/", views_reports.cycle_close, name="cycle_close"),
    path("planes/modificar/<path:key>", views_versions.amendment_open, name="amendment_open"),
    path("planes/modificacion/<int:pk>/", views_versions.amendment, name="amendment"),
]
