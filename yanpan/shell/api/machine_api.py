"""The API: version 1, one instance, the routers of what exists once and those of the rooms."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from yanpan.shell.api import calls, cut_offs, handovers, jobs, units
from yanpan.shell.api.bearer import ServiceTokens
from yanpan.shell.api.problems import STATUSES, Problem, answers_in_one_shape, handle_problems
from yanpan.shell.api.reading import StrictParser, reads_strictly, takes_file
from yanpan.shell.api.repeating import HEADER
from yanpan.shell.limits import takes_uploads

Urls = tuple[list[URLResolver | URLPattern], str, str]
DESCRIPTION = (
    "Yanpan for machines. Every operation calls one operation or query of the headquarters, named in "
    "`x-right`; a token may do what its rights name, in its unit and those below it. "
    "What lies elsewhere does not exist (404). "
    "A refusal is a `Problem`; nothing of a refused request is kept."
)
_OWN_ROUTERS = (units.router, handovers.router, jobs.router, calls.router, cut_offs.router)
_KEY_PARAMETER = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "Same key and same request within 24 hours: the same answer, and nothing happens twice.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:-]{8,80}$"},
}


class MachineApi(NinjaAPI):
    """Ninja's API with the refusals that any operation may answer in its schema."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for path in schema["paths"].values():
            for method, operation in path.items():
                _document(method, operation)
        return schema


def _document(method: str, operation: dict[str, Any]) -> None:
    shape = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status in STATUSES:
        operation["responses"].setdefault(status, {"description": f"Refused ({status})", "content": shape})
    if method == "post" and _KEY_PARAMETER not in operation["parameters"]:
        operation["parameters"].append(_KEY_PARAMETER)


def make_api(routers: Iterable[Router] = ()) -> MachineApi:
    """The API with the routers of the rooms. Interactive pages are off: they need scripts from elsewhere."""
    api = MachineApi(
        title="Yanpan 研判",
        version="1",
        description=DESCRIPTION,
        docs_url=None,
        urls_namespace="api",
        auth=ServiceTokens(),
        parser=StrictParser(),
    )
    handle_problems(api)
    api.add_decorator(reads_strictly, mode="view")
    for router in (*_OWN_ROUTERS, *routers):
        api.add_router("", router)
    return api


def api_urls(modules: Iterable[str] = ()) -> Urls:
    """For the site's addresses: path("api/v1/", api_urls([…])). modules: each with a `router`, if built."""
    found = [import_module(name).router for name in modules if find_spec(name) is not None]
    api = make_api(found)
    urls: Urls = api.urls
    uploads = _upload_names(api)
    for pattern in urls[0]:
        if isinstance(pattern, URLPattern):
            pattern.callback = answers_in_one_shape(pattern.callback)
            if pattern.name in uploads:
                takes_uploads(pattern.callback)
    return urls


def _upload_names(api: NinjaAPI) -> set[str]:
    return {
        getattr(operation, "url_name", None) or operation.view_func.__name__
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
        if takes_file(operation)
    }
