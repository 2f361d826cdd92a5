"""Schemathesis: whatever fits the schema or breaks it, the answers are the documented ones and no fault."""

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from tests.api.calls_of_schema import undone
from tests.api.machines import API, Day, make_day, make_token

pytestmark = pytest.mark.django_db
EXAMPLES = 8
WANTED = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
)


@pytest.fixture
def day() -> Day:
    return make_day()


@pytest.fixture(autouse=True)
def _one_connection_for_all_requests() -> Iterator[None]:
    """As Django's own test client does it: the application would close the test's transaction with it."""
    for each in (request_started, request_finished):
        each.disconnect(close_old_connections)
    yield
    for each in (request_started, request_finished):
        each.connect(close_old_connections)


def _schema() -> Any:
    config = schemathesis.Config()
    config.projects.default.generation.update(
        modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE], max_examples=EXAMPLES
    )
    return schemathesis.openapi.from_wsgi(f"{API}/openapi.json", get_wsgi_application(), config=config)


def _known_values(case: Any, day: Day) -> None:
    """Every second well-formed case asks for something that exists."""
    if case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    known = {
        "job_id": day.job,
        "call_id": day.call,
        "cut_off_id": day.cut_off,
        "list_id": day.proposed,
        "task_id": day.task,
    }
    for name, value in known.items():
        if name in (case.path_parameters or {}):
            case.path_parameters[name] = str(value)


def test_answers_keep_to_the_schema(day: Day) -> None:
    load_all_checks()
    checks = [CHECKS.get_one(name) for name in WANTED]
    headers = {"Authorization": f"Bearer {make_token()}"}
    seen: set[str] = set()
    for found in _schema().get_all_operations():
        operation = found.ok()
        seen.add(operation.label)

        @hypothesis.given(
            case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
            | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
            exists=hypothesis.strategies.booleans(),
        )
        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def is_answered_as_documented(case: Any, exists: bool) -> None:
            if exists:
                _known_values(case, day)
            with undone():
                case.call_and_validate(headers=headers, checks=checks)

        is_answered_as_documented()
    assert len(seen) > 20
