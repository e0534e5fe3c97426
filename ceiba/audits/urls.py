"""Addresses of this app, under the institution's own."""

from django.urls import path

from ceiba.audits import views, views_files, views_rules

urlpatterns = [
    path("revision/", views.findings, name="findings"),
    path("revision/<int:pk>/", views.finding, name="finding"),
    path("revision/archivo/", views_files.findings_file, name="findings_file"),
    path("revision/mios/", views.mine, name="findings_mine"),
    path("revision/reglas/", views_rules.rule_list, name="rules"),
    path("revision/reglas/<slug:key>/", views_rules.rule, name="rule"),
]
