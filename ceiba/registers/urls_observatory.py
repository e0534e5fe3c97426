"""The address of a register's observatory, under the institution's own."""

from django.urls import path

from ceiba.registers.views_observatory import register_observatory

urlpatterns = [
    path("registros/<str:key>/observatorio/", register_observatory, name="register_observatory"),
]
