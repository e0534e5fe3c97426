"""Addresses of the portal, for anybody; each takes ``?publicacion=`` and then stays the same for ever."""

from django.urls import URLPattern, path

from ceiba.portal import (
    views,
    views_browse,
    views_card,
    views_compare,
    views_open_data,
    views_publications,
    views_site,
    views_subscription,
)

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/", views.home, name="public_home"),
    path("<slug:slug>/buscar/", views.search, name="public_search"),
    path("<slug:slug>/metas/", views.goals, name="public_goals"),
    path("<slug:slug>/metas/<str:key>/", views.goal, name="public_goal"),
    path("<slug:slug>/metas/<str:key>/tarjeta/", views_card.card, name="public_card"),
    path("<slug:slug>/metas/<str:key>/tarjeta.svg", views_card.card_svg, name="public_card_svg"),
    path("<slug:slug>/metas/<str:key>/tarjeta.png", views_card.card_image, name="public_card_image"),
    path("<slug:slug>/sitemap.xml", views_site.sitemap, name="public_sitemap"),
    path("<slug:slug>/tarjeta.png", views_card.home_image, name="public_home_image"),
    path("<slug:slug>/fotos/<str:digest>.jpg", views_card.photo, name="public_photo"),
    path("<slug:slug>/fotos/<str:digest>/lista.jpg", views_card.photo_small, name="public_photo_small"),
    path("<slug:slug>/plan/<str:key>/", views.plan, name="public_plan"),
    path("<slug:slug>/proyectos/", views.projects, name="public_projects"),
    path("<slug:slug>/proyectos/<str:key>/", views.project, name="public_project"),
    path("<slug:slug>/temas/", views_browse.themes, name="public_themes"),
    path("<slug:slug>/ods/", views_browse.frameworks, name="public_frameworks"),
    path("<slug:slug>/unidades/", views_browse.units, name="public_units"),
    path("<slug:slug>/cerca/", views_browse.near, name="public_near"),
    path("<slug:slug>/comparar/", views_compare.compare, name="public_compare"),
    path("<slug:slug>/comparar/publicaciones/", views_compare.compare_publications, name="public_compare_publications"),
    path("<slug:slug>/dinero/", views.money, name="public_money"),
    path("<slug:slug>/datos/", views_open_data.data, name="public_data"),
    path("<slug:slug>/datos/<str:name>/", views_open_data.dataset, name="public_dataset"),
    path("<slug:slug>/datos/<str:name>", views_open_data.data_file, name="public_data_file"),
    path("<slug:slug>/publicaciones/", views_publications.publications, name="public_publications"),
    path("<slug:slug>/publicaciones/atom.xml", views_publications.feed, name="public_feed"),
    path("<slug:slug>/publicaciones/cabeza.json", views_publications.head, name="public_head"),
    path("<slug:slug>/publicaciones/<int:number>/", views_publications.publication, name="public_publication"),
    path(
        "<slug:slug>/publicaciones/<int:number>/archivo/",
        views_publications.publication_file,
        name="public_publication_file",
    ),
    path("<slug:slug>/avisos/", views_subscription.subscribe, name="public_subscribe"),
    path("<slug:slug>/avisos/pedido/", views_subscription.asked, name="public_subscription_asked"),
    path("<slug:slug>/avisos/confirmar/<str:token>/", views_subscription.confirm, name="public_subscription_confirm"),
    path("<slug:slug>/avisos/dejar/<str:token>/", views_subscription.leave, name="public_subscription_end"),
]
