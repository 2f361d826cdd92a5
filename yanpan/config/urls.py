"""The addresses of the site: the frame at the root, each room under its own name."""

from collections.abc import Iterator
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLResolver, include, path

from yanpan.shell.api.machine_api import api_urls

ROOM_PATHS = {name: f"yanpan.streams.{name}.urls" for name in settings.ROOMS}
API_ROUTERS = [*(f"yanpan.streams.{name}.views.api" for name in settings.ROOMS), "yanpan.hq.views.api"]
PAGE_PATHS = {"hq": "yanpan.hq.urls", "drill": "yanpan.demo.urls"}


def _built(paths: dict[str, str]) -> Iterator[URLResolver]:
    """A folder exists only once it is built; one without pages has no `urls`."""
    for name, module in paths.items():
        if find_spec(module) is not None:
            yield path(f"{name.replace('_', '-')}/", include(module))


urlpatterns = [
    path("", include("yanpan.shell.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("api/v1/", api_urls(API_ROUTERS)),
    *_built(ROOM_PATHS),
    *_built(PAGE_PATHS),
]
handler400 = "yanpan.shell.errors.bad_request"
handler403 = "yanpan.shell.errors.forbidden"
handler404 = "yanpan.shell.errors.not_found"
handler500 = "yanpan.shell.errors.server_error"
