"""Addresses of intake, under the institution's own."""

from django.urls import path

from ceiba.intake import views, views_acceptance, views_merging, views_proposal, views_tables

urlpatterns = [
    path("documentos/", views.imports, name="imports"),
    path("propuestas/<int:pk>/", views_proposal.proposal, name="proposal"),
    path("propuestas/<int:pk>/decidir/", views_proposal.decide, name="proposal_decide"),
    path("propuestas/<int:pk>/corregir/", views_proposal.correct, name="proposal_correct"),
    path("propuestas/<int:pk>/responder/", views_proposal.answer, name="proposal_answer"),
    path("propuestas/<int:pk>/cerrar/", views_proposal.close, name="proposal_close"),
    path("propuestas/<int:pk>/tabla/<int:number>/", views_tables.table, name="proposal_table"),
    path("tablas/<int:pk>/olvidar/", views_tables.forget, name="layout_forget"),
    path("propuestas/<int:pk>/aceptar/", views_acceptance.accept, name="proposal_accept"),
    path("proyectos/iguales/<str:first>/<str:second>/", views_merging.project_twins, name="project_twins"),
    path("propuestas/<int:pk>/revision/", views_acceptance.findings, name="proposal_findings"),
]
