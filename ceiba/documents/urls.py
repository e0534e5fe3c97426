"""Addresses of documents, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.documents import views

urlpatterns: list[URLPattern] = [
    path("documentos/<int:pk>/", views.document, name="document"),
    path("documentos/<int:pk>/archivo/", views.document_file, name="document_file"),
]
