"""Addresses of publications, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.publications import views

urlpatterns: list[URLPattern] = [
    path("publicaciones/", views.publications, name="publications"),
    path("publicaciones/preparar/", views.prepare, name="publication_prepare"),
    path("publicaciones/llave/", views.change_key, name="publication_key"),
    path("publicaciones/<int:number>/", views.publication, name="publication"),
    path("publicaciones/<int:number>/archivo/", views.publication_file, name="publication_file"),
]
