"""Addresses of this app, under the institution's own."""

from django.urls import path

from ceiba.monitoring import views, views_money

urlpatterns = [
    path("planes/", views.plans, name="plans"),
    path("plan/<path:key>", views.plan, name="plan"),
    path("elemento/<path:key>", views.element, name="element"),
    path("buscar/", views_money.search, name="search"),
    path("dinero/", views_money.money, name="money"),
    path("proyecto/<path:key>", views_money.project, name="project"),
]
