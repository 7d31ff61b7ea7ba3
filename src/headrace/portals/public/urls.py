from django.urls import path

from headrace.portals.public import front, views

app_name = "public"
urlpatterns = [
    path("", front.front, name="front"),
    path("desk/", front.desk, name="desk"),
    path("rules/", front.rules, name="rules"),
    path("parts/", views.parts, name="parts"),
    path("appearance/", views.appearance, name="appearance"),
    path("words/<slug:topic>/", views.words, name="words"),
]
