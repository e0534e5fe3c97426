"""Addresses of the sheets of registers, in and out, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.registers import views_sheets as views

urlpatterns: list[URLPattern] = [
    path("registros/<str:key>/importar/", views.sheet_imports, name="sheet_imports"),
    path("registros/<str:key>/importar/<int:pk>/", views.sheet_import, name="sheet_import"),
    path("registros/<str:key>/importar/<int:pk>/rechazadas/", views.sheet_refused, name="sheet_refused"),
    path("registros/<str:key>/descargar/<str:form>/", views.register_file, name="register_file"),
    path("registros/<str:key>/archivos/<int:pk>/", views.register_download, name="register_download"),
]
