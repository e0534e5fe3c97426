"""Addresses of this app, under the institution's own."""

from django.urls import path

from ceiba.monitoring import (
    views,
    views_agenda,
    views_availability,
    views_board,
    views_flow,
    views_linking,
    views_map,
    views_money,
    views_open_data,
    views_works,
)

urlpatterns = [
    path("calendario/", views_agenda.agenda, name="agenda"),
    path("calendario/direccion/", views_agenda.feed_renew, name="feed_renew"),
    path("calendario/quitar/<int:pk>/", views_agenda.holiday_remove, name="holiday_remove"),
    path("tablero/", views_board.board, name="board"),
    path("tablero/hoja/", views_board.sheet, name="board_sheet"),
    path("tablero/atencion/", views_board.attention, name="board_attention"),
    path("tablero/dato/<path:key>", views_board.cell, name="board_cell"),
    path("indicador/<path:key>", views_board.indicator, name="indicator"),
    path("planes/", views.plans, name="plans"),
    path("plan/<path:key>", views.plan, name="plan"),
    path("elemento/<path:key>", views.element, name="element"),
    path("buscar/", views_money.search, name="search"),
    path("dinero/", views_money.money, name="money"),
    path("dinero/flujo/", views_flow.flow, name="flow"),
    path("dinero/flujo/renglones/", views_flow.flow_lines, name="flow_lines"),
    path("dinero/presupuesto-fdp.zip", views_open_data.budget_file, name="budget_fdp"),
    path("dinero/vincular/", views_linking.linking, name="linking"),
    path("dinero/vincular/varios/", views_linking.linking_several, name="linking_several"),
    path("dinero/vincular/renglon/<path:key>", views_linking.line_link, name="line_link"),
    path("dinero/disponibilidad/", views_availability.availability, name="availability"),
    path("dinero/disponibilidad/tabla/", views_availability.table, name="availability_table"),
    path("renglon/<path:key>", views_availability.budget_line, name="budget_line"),
    path("proyectos/", views_works.projects, name="projects"),
    path("proyectos/oc4ids.json", views_open_data.projects_file, name="projects_oc4ids"),
    path("proyectos/mapa/", views_map.project_map, name="project_map"),
    path("proyectos/informe/", views_works.works_report, name="works_report"),
    path("proyectos/informe.xlsx", views_works.works_report_file, {"form": "xlsx"}, name="works_report_xlsx"),
    path("proyectos/informe.csv", views_works.works_report_file, {"form": "csv"}, name="works_report_csv"),
    path("proyecto/<path:key>", views_works.project, name="project"),
]
