"""The queue and its sender, with ports made of plain arrays: what goes when, and what is never lost."""

import random
from typing import Any

import pytest

from tests.browser.modules.conftest import Run

pytestmark = pytest.mark.browser

# A store and a server in memory. The server keeps by id, and loses answers as it is told.
WORLD = """
  const { makeSender } = await load("engine/sender.js");
  const { buildsOn, nextBatch, MOST_AT_ONCE } = await load("engine/queue.js");
  const entry = (sequence, more = {}) => ({ id: "r" + sequence, owner: "o", device: "d", sequence, operation: "x",
    subject: "s" + sequence, recordedAt: "", baseVersion: 0, after: "", body: { payload: {} }, stuck: "", ...more });
  const kept = new Map((given.sequences || []).map((sequence) => ["r" + sequence, entry(sequence)]));
  const store = {
    all: async () => [...kept.values()],
    remove: async (ids) => ids.forEach((id) => kept.delete(id)),
    stick: async (ids, why) => ids.forEach((id) => kept.set(id, { ...kept.get(id), stuck: why })),
    sender: async () => ({ owner: "o", device: "d", announced: 99 }),
  };
  const reports = [];
  const sender = (post) => makeSender({ store, post, chance: () => 0, report: (what) => reports.push(what) });
"""


def test_records_go_in_the_order_they_were_made_as_many_as_one_request_takes(run: Run) -> None:
    body = WORLD + "return nextBatch(await store.all()).map((one) => one.sequence);"
    sequences = random.Random(3).sample(range(1, 301), 300)
    assert run(body, {"sequences": sequences}) == list(range(1, 201))


def test_a_request_does_not_grow_beyond_what_the_server_takes(run: Run) -> None:
    body = (
        WORLD
        + """const large = { payload: { text: "x".repeat(150000) } };
      return nextBatch([1, 2, 3, 4].map((sequence) => entry(sequence, { body: large }))).length;"""
    )
    assert run(body, {}) == 2


def test_a_record_builds_on_the_newest_unanswered_one_about_the_same_person(run: Run) -> None:
    body = (
        WORLD
        + """const about = (sequence, subject, stuck = "") => entry(sequence, { subject, stuck });
      const all = [about(1, "a"), about(3, "a"), about(2, "b"), about(4, "a", "unreadable"), about(5, "")];
      return [buildsOn(all, "a"), buildsOn(all, "b"), buildsOn(all, "c"), buildsOn(all, "")];"""
    )
    assert run(body, {}) == ["r3", "r2", "", ""]


def test_a_request_that_is_refused_whole_is_sent_one_by_one_and_only_the_damaged_one_sticks(run: Run) -> None:
    body = (
        WORLD
        + """const sizes = [];
      const attempt = sender(async (text) => {
        const { records } = JSON.parse(text);
        sizes.push(records.length);
        if (records.some((one) => one.id === "r2")) return { status: 400, retryAfter: "", json: undefined };
        return { status: 200, retryAfter: "", json: { answers: records.map(({ id }) => ({ id, told: "created" })) } };
      });
      const pauses = [];
      for (let turn = 0; turn < 6; turn += 1) pauses.push(await attempt.attempt());
      const left = [...kept.values()].map(({ id, stuck }) => [id, stuck]);
      return { sizes, pauses, left, last: reports.at(-1).counts };"""
    )
    found = run(body, {"sequences": [1, 2, 3]})
    assert found["sizes"] == [3, 1, 1, 1]
    assert found["left"] == [["r2", "damaged"]]
    assert found["last"] == {"waiting": 0, "stuck": 1}
    assert found["pauses"][:4] == [0, 0, 0, 30_000]


def test_failures_are_spread_and_the_servers_wish_is_honoured(run: Run) -> None:
    body = (
        WORLD
        + """const answers = [...given.answers];
      const attempt = sender(async () => answers.shift());
      const pauses = [];
      for (let turn = 0; turn < given.answers.length; turn += 1) pauses.push(await attempt.attempt());
      return [pauses, kept.size];"""
    )
    nobody = {"status": 0, "retryAfter": ""}
    busy = {"status": 503, "retryAfter": "90"}
    out = {"status": 401, "retryAfter": ""}
    pauses, left = run(body, {"sequences": [1], "answers": [nobody, nobody, busy, out]})
    assert pauses == [1000, 2000, 90_000, None]
    assert left == 1


def test_an_answer_that_says_nothing_of_the_records_is_no_answer(run: Run) -> None:
    body = (
        WORLD
        + """const attempt = sender(async () => ({ status: 200, retryAfter: "", json: { answers: [] } }));
      return [await attempt.attempt(), await attempt.attempt(), kept.size];"""
    )
    assert run(body, {"sequences": [1]}) == [1000, 2000, 1]


def test_two_attempts_of_one_page_never_run_at_once(run: Run) -> None:
    body = (
        WORLD
        + """let open = 0, most = 0;
      const attempt = sender(async () => {
        open += 1; most = Math.max(most, open);
        await new Promise((done) => setTimeout(done, 20));
        open -= 1;
        return { status: 0, retryAfter: "", json: undefined };
      });
      await Promise.all([attempt.attempt(), attempt.attempt(), attempt.attempt()]);
      return most;"""
    )
    assert run(body, {"sequences": [1]}) == 1


@pytest.mark.parametrize("seed", range(5))
def test_however_many_answers_are_lost_each_record_is_kept_there_exactly_once(run: Run, seed: int) -> None:
    body = (
        WORLD
        + """const there = new Map();
      const fates = [...given.fates];
      const attempt = sender(async (text) => {
        const fate = fates.shift() || "fine";
        if (fate === "cut") return { status: 0, retryAfter: "", json: undefined };
        const answers = JSON.parse(text).records.map(({ id }) => {
          there.set(id, (there.get(id) || 0) + 1);
          return { id, told: there.get(id) === 1 ? "created" : "duplicate" };
        });
        if (fate === "lost") return { status: 0, retryAfter: "", json: undefined };
        return { status: 200, retryAfter: "", json: { answers } };
      });
      for (let turn = 0; turn < given.fates.length + 5; turn += 1) await attempt.attempt();
      return [[...there.keys()].length, kept.size];"""
    )
    chance = random.Random(seed)
    fates: list[Any] = chance.choices(["fine", "cut", "lost"], weights=(1, 2, 3), k=20)
    assert run(body, {"sequences": list(range(1, 451)), "fates": fates}) == [450, 0]
