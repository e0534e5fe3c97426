"""Addresses of publications, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.publications import views, views_webhooks

urlpatterns: list[URLPattern] = [
    path("publicaciones/", views.publications, name="publications"),
    path("publicaciones/preparar/", views.prepare, name="publication_prepare"),
    path("publicaciones/llave/", views.change_key, name="publication_key"),
    path("publicaciones/avisos-automaticos/", views_webhooks.webhooks, name="webhooks"),
    path("publicaciones/avisos-automaticos/secreto/", views_webhooks.webhook_secret, name="webhook_secret"),
    path("publicaciones/avisos-automaticos/<int:key>/", views_webhooks.webhook, name="webhook"),
    path("publicaciones/avisos-automaticos/<int:key>/secreto/", views_webhooks.webhook_renew, name="webhook_renew"),
    path("publicaciones/avisos-automaticos/<int:key>/probar/", views_webhooks.webhook_test, name="webhook_test"),
    path("publicaciones/avisos-automaticos/<int:key>/terminar/", views_webhooks.webhook_end, name="webhook_end"),
    path(
        "publicaciones/avisos-automaticos/<int:key>/envios/<int:pk>/",
        views_webhooks.webhook_resend,
        name="webhook_resend",
    ),
    path("publicaciones/<int:number>/", views.publication, name="publication"),
    path("publicaciones/<int:number>/archivo/", views.publication_file, name="publication_file"),
]
