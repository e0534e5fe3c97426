"""Addresses of duties, under the institution's own."""

from django.urls import URLPattern, path

from ceiba.transparency import views

urlpatterns: list[URLPattern] = [
    path("transparencia/", views.transparency, name="transparency"),
    path("transparencia/<str:duty>/", views.duty, name="duty"),
    path("transparencia/<str:duty>/mes/", views.month_keep, name="duty_month_keep"),
    path("transparencia/<str:duty>/envios/", views.dispatches, name="duty_dispatches"),
    path("transparencia/<str:duty>/puntos/<str:item>/", views.item, name="duty_item"),
]
