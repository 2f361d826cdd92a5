"""How large a request may be, page by page."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from yanpan.shell.limits import body_limit, takes_uploads
from yanpan.shell.tests.desk import sit_down

MEGABYTE = 1024 * 1024


@takes_uploads
def upload(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def entry(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("upload/", upload), path("entry/", entry)]


def limit_at(address: str, kind: str = "multipart/form-data; boundary=x", length: int = 3 * MEGABYTE) -> int:
    request = RequestFactory().post(address, b"x", content_type=kind)
    return body_limit(request, length)


@pytest.fixture
def _two_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.usefixtures("_two_pages")
def test_only_the_upload_page_takes_fifty_megabytes() -> None:
    assert limit_at("/upload/") == 50 * MEGABYTE + 64 * 1024
    assert limit_at("/entry/") == limit_at("/nowhere/") == 2 * MEGABYTE


@pytest.mark.usefixtures("_two_pages")
def test_even_there_only_a_file_may_be_large() -> None:
    assert limit_at("/upload/", "application/x-www-form-urlencoded") == 2 * MEGABYTE


@pytest.mark.django_db
def test_a_list_in_the_frame_costs_four_queries_once_the_actor_is_kept(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client: Client = sit_down("duty_officer")
    client.get("/calls/")
    with django_assert_num_queries(4):  # the session, the saved views, the list, the urgent needs
        client.get("/calls/")
