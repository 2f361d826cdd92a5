"""The same vectors in Python and in JavaScript: one cannot drift from the other."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.browser.modules.conftest import Run
from tests.browser.modules.vectors import cases
from yanpan.base.sync.records import ReadRecord, bound_to, read_record
from yanpan.base.sync.rules import Told
from yanpan.base.vault.field_keys import Envelope, current_field_key, open_envelope
from yanpan.kernel.errors import Refused
from yanpan.kernel.ids import EPOCH, uuid7
from yanpan.streams.verification.rules.outcomes import asked_after, outcome_problems

pytestmark = pytest.mark.browser


def test_identifiers_in_python() -> None:
    for one in cases("identifiers"):
        at = EPOCH + timedelta(milliseconds=one["milliseconds"])
        assert str(uuid7(at, bytes.fromhex(one["randomness"]))) == one["id"]


def test_identifiers_in_javascript(run: Run) -> None:
    body = """const { uuid7 } = await load("engine/ids.js");
      const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
      return given.map((one) => uuid7(one.milliseconds, bytes(one.randomness)));"""
    assert run(body, cases("identifiers")) == [one["id"] for one in cases("identifiers")]


def test_what_is_missing_in_an_answer_in_python() -> None:
    for one in cases("taps"):
        taps = one["taps"]
        found = outcome_problems(
            taps.get("where", ""),
            taps.get("contact", ""),
            taps.get("measure", ""),
            obstacle=taps.get("obstacle", ""),
            other_unit=taps.get("unit", ""),
            body=taps.get("body", ""),
        )
        assert [problem.value for problem in found] == one["problems"], taps


def _tapped(taps: dict[str, str]) -> dict[str, str]:
    return {**taps, "not_reached": f"call-{taps['obstacle']}" if taps.get("obstacle") else ""}


def test_the_screens_send_what_is_complete_and_show_what_the_rules_ask(run: Run) -> None:
    complete = [one["taps"] for one in cases("taps") if not one["problems"]]
    body = """const { screensOf } = await load("engine/taps.js");
      return given.map((taps) => screensOf(taps));"""
    for taps, screens in zip(complete, run(body, [_tapped(one) for one in complete]), strict=True):
        said = (taps.get("where", ""), taps.get("contact", ""), taps.get("measure", ""))
        shown = {part for screen in screens for part in screen}
        assert screens[-1][-1] == "send" and shown - {"where", "note", "send"} == asked_after(*said), taps


def test_the_pause_after_a_failure(run: Run) -> None:
    body = """const { delay } = await load("engine/backoff.js");
      return given.map((one) => delay(one.failures, one.retry_after, one.chance));"""
    assert run(body, cases("backoff")) == [one["milliseconds"] for one in cases("backoff")]


def test_what_an_answer_of_the_server_means(run: Run) -> None:
    body = """const { interpret } = await load("engine/protocol.js");
      return given.map((one) => {
        const reply = interpret({ status: one.status, retryAfter: one.retry_after, json: one.json || undefined });
        return [reply.kind, reply.retryAfter];
      });"""
    assert run(body, cases("replies")) == [[one["kind"], one["seconds"]] for one in cases("replies")]


def test_the_phone_knows_every_word_the_server_says_of_a_record(run: Run) -> None:
    told = cases("told")
    assert {one["told"] for one in told} == {one.value for one in Told}
    body = """const { afterAnswers } = await load("engine/queue.js");
      return given.map(({ told }) => {
        const after = afterAnswers([{ id: "a" }, { id: "b" }], [{ id: "a", told }]);
        return [after.cleared.length === 1, after.forPeople.length === 1];
      });"""
    assert run(body, told) == [[one["cleared"], one["for_people"]] for one in told]


def test_a_record_on_the_wire_in_javascript(run: Run) -> None:
    body = """const { boundTo, onTheWire } = await load("engine/records.js");
      return given.map(({ entry }) => ({ bound: boundTo(entry), record: onTheWire(entry) }));"""
    expected = [{"bound": one["bound"], "record": one["record"]} for one in cases("wire")]
    assert run(body, cases("wire")) == expected


def test_a_record_on_the_wire_in_python() -> None:
    for one in cases("wire"):
        device = UUID(one["entry"]["device"])
        read = read_record(one["record"], device)
        assert isinstance(read, ReadRecord)
        assert bound_to(read.id, read.operation, device) == one["bound"]
        assert (read.sequence, read.base_version) == (one["entry"]["sequence"], one["entry"]["baseVersion"])


def test_free_text_is_cleaned_before_it_is_kept(run: Run) -> None:
    body = """const { cleanText } = await load("engine/records.js");
      return given.map((one) => cleanText(one.text, one.most));"""
    assert run(body, cases("texts")) == [one["clean"] for one in cases("texts")]


def test_what_a_browser_seals_is_opened_here_and_bound_to_its_record(run: Run) -> None:
    key = current_field_key()
    body = """const { seal } = await load("ports/crypto.js");
      return seal(given.key, given.payload, "one record");"""
    payload = {"note": "已搬到郑州𠮷", "where": "outside"}
    sealed = run(body, {"key": {"id": key.id, "point": key.point}, "payload": payload})
    assert open_envelope(Envelope(**sealed), "one record").decode() == (
        '{"note":"已搬到郑州𠮷","where":"outside"}'
    )
    with pytest.raises(Refused, match="sealed_record_damaged"):
        open_envelope(Envelope(**sealed), "another record")
    with pytest.raises(Refused, match="sealed_with_unknown_key"):
        open_envelope(Envelope(**(sealed | {"key": "0" * 16})), "one record")
