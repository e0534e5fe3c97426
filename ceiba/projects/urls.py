"""Addresses of whoever follows projects, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.projects import views, views_photos, views_serving

urlpatterns: list[URLPattern] = [
    path("agregar/proyecto/", views.project_add, name="project_add"),
    path("editar/proyecto/<path:key>", views.project_edit, name="project_edit"),
    path("editar/etapas/<path:key>", views.project_rows, {"column": "stages"}, name="project_stages"),
    path("editar/contratos/<path:key>", views.project_rows, {"column": "contracts"}, name="project_contracts"),
    path(
        "editar/desembolsos/<path:key>", views.project_rows, {"column": "disbursements"}, name="project_disbursements"
    ),
    path("editar/riesgos-del-proyecto/<path:key>", views.project_rows, {"column": "risks"}, name="project_risks"),
    path("editar/a-que-sirve/<path:key>", views_serving.project_serves, name="project_serves"),
    path("editar/fotos/<path:key>", views_photos.project_photos, name="project_photos"),
    path("editar/foto/<path:key>", views_photos.photo_edit, name="photo_edit"),
    path("foto/entera/<path:key>", views_photos.photo_file, name="photo_file"),
    path("foto/chica/<path:key>", views_photos.photo_small, name="photo_small"),
    path("editar/avance/<path:key>", views.project_rows, {"column": "progress"}, name="project_progress"),
]
