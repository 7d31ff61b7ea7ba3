"""What the framework answers by itself under /api/ becomes a problem document too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from headrace.api.problems import MethodUnknown, answer


class MethodProblems:
    """Middleware, inside the one that chooses the language: a wrong method, named."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a method that its address does not know is refused by name."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or not request.path.startswith("/api/"):
            return response
        allowed = ", ".join(sorted(response.headers["Allow"].split(", ")))
        refused = answer(MethodUnknown(method=request.method, allowed=allowed))
        refused.headers["Allow"] = allowed
        return refused
