"""Addresses that programs look for at the root of an installation."""

from django.urls import URLPattern, path

from ceiba.portal import views_site

urlpatterns: list[URLPattern] = [
    path("robots.txt", views_site.robots, name="robots"),
    path("sitemap.xml", views_site.sitemaps, name="sitemaps"),
]
