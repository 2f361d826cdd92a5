"""The outermost frame of the API: whoever refuses, a machine gets the one shape of a problem."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from yanpan.shell.api.problems import problem_of_status

PREFIX = "/api/"


class AnswersForMachines:
    """Pages of refusal (limits, unknown addresses, faults) become JSON below /api/. First in MIDDLEWARE."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith(PREFIX) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        return _as_problem(response)


def _as_problem(response: HttpResponseBase) -> HttpResponse:
    """With the headers of the page (Allow, the policy), without its text."""
    problem = problem_of_status(response.status_code)
    for name, value in response.headers.items():
        if name not in ("Content-Type", "Content-Length"):
            problem.headers[name] = value
    return problem
