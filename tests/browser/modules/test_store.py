"""The queue in the browser's own database."""

from time import perf_counter

import pytest

from tests.browser.modules.conftest import Run

pytestmark = pytest.mark.browser

STORE = """
  const { openStore } = await load("ports/store.js");
  const { makeSender } = await load("engine/sender.js");
  const store = await openStore("o", () => "the device");
  const entry = (sequence, subject) => ({ id: "r" + sequence, owner: "o", device: "d", sequence, operation: "x",
    subject, recordedAt: "", baseVersion: 0, after: "", body: { payload: { where: "not_found" } }, stuck: "" });
"""


def test_5000_records_are_kept_and_sent_in_requests_of_200(run: Run) -> None:
    """R10: what a tablet must hold. One after the other, each on the disk before it counts as kept."""
    started = perf_counter()
    body = (
        STORE
        + """for (let one = 0; one < 5000; one += 1)
        await store.add("s" + (one % 700), (others, sequence) => entry(sequence, "s" + (one % 700)));
      const there = new Set(), sizes = [];
      const sender = makeSender({ store, chance: () => 0, report: () => undefined, post: async (text) => {
        const { records, announced } = JSON.parse(text);
        records.forEach((one) => there.add(one.sequence));
        sizes.push([records.length, announced]);
        return { status: 200, retryAfter: "", json: { answers: records.map(({ id }) => ({ id, told: "created" })) } };
      } });
      while (await sender.attempt() === 0);
      return { there: there.size, sizes, left: (await store.all()).length };"""
    )
    found = run(body, {})
    assert (found["there"], found["left"]) == (5000, 0)
    assert found["sizes"] == [[200, 5000]] * 25
    assert perf_counter() - started < 120


def test_two_tabs_never_give_one_number_twice(run: Run) -> None:
    body = (
        STORE
        + """const tab = await openStore("o", () => "another");
      const add = (where, one) => where.add("s", (others, sequence) => ({ ...entry(sequence, "s"), id: "t" + one }));
      await Promise.all(Array.from({ length: 40 }, (_, one) => add(one % 2 ? store : tab, one)));
      const numbers = (await store.all()).map((one) => one.sequence).sort((left, right) => left - right);
      return [numbers, (await tab.sender()).device];"""
    )
    assert run(body, {}) == [list(range(1, 41)), "the device"]


def test_one_owner_never_sees_what_another_kept(run: Run) -> None:
    body = (
        STORE
        + """await store.add("s", (others, sequence) => entry(sequence, "s"));
      const other = await openStore("p", () => "second");
      return [(await other.all()).length, (await other.sender()).announced, (await store.all()).length];"""
    )
    assert run(body, {}) == [0, 0, 1]
