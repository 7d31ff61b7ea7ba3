"""The addresses of the API and of its problems; `config` includes them at the root."""

from django.urls import path

from headrace.api.app import api
from headrace.api.problem_pages import kind_of_problem, nothing_here

urlpatterns = [
    path("api/", api.urls),
    path("api/<path:rest>", nothing_here),
    path("problems/<slug:package>/<slug:name>", kind_of_problem, name="problem"),
]
