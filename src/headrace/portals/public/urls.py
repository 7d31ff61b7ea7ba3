from django.urls import path

from headrace.portals.public import views

app_name = "public"
urlpatterns = [
    path("parts/", views.parts, name="parts"),
    path("appearance/", views.appearance, name="appearance"),
    path("words/<slug:topic>/", views.words, name="words"),
]
