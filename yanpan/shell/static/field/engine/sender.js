// Sending what is kept, over and over, until the server has said of each record that it has it.
// No DOM, no fetch, no clock: everything outside comes through ports.

import { delay, PAUSE } from "./backoff.js";
import { interpret, requestBody } from "./protocol.js";
import { afterAnswers, counts, MOST_AT_ONCE, nextBatch } from "./queue.js";

/**
 * @typedef {object} Ports
 * @property {{all: () => Promise<import("./records.js").Entry[]>, remove: (ids: string[]) => Promise<void>,
 *   stick: (ids: string[], why: string) => Promise<void>, sender: () => Promise<{owner: string, device: string,
 *   announced: number}>}} store
 * @property {(body: string) => Promise<import("./protocol.js").Response>} post
 * @property {() => number} chance
 * @property {(report: Report) => void} report
 *
 * @typedef {object} Report told after every attempt
 * @property {string} kind of the reply, "idle" where nothing waits
 * @property {{waiting: number, stuck: number}} counts
 * @property {import("./records.js").Entry[]} cleared
 * @property {{entry: import("./records.js").Entry, answer: import("./queue.js").Answer}[]} forPeople
 */

/** @param {Ports} ports */
export function makeSender(ports) {
  let failures = 0;
  let most = MOST_AT_ONCE;
  let running = false;

  /**
   * One attempt. Returns after how many milliseconds the next is due; null if somebody has to act first.
   * @returns {Promise<number | null>}
   */
  async function attempt() {
    const batch = nextBatch(await ports.store.all(), most);
    if (!batch.length) {
      most = MOST_AT_ONCE;
      return tell("idle", PAUSE);
    }
    const reply = interpret(await ports.post(requestBody(await ports.store.sender(), batch)));
    if (reply.kind === "answered") return taken(batch, reply.answers);
    if (reply.kind === "damaged") return damaged(batch);
    if (reply.kind !== "later") return tell(reply.kind, null);
    failures += 1;
    return tell("later", delay(failures, reply.retryAfter, ports.chance()));
  }

  async function taken(batch, answers) {
    const after = afterAnswers(batch, answers);
    await ports.store.remove(after.cleared.map((entry) => entry.id));
    await ports.store.stick(after.stuck.map((entry) => entry.id), "unreadable");
    if (!after.cleared.length && !after.stuck.length) failures += 1;
    else failures = 0;
    const rest = counts(await ports.store.all()).waiting;
    const pause = failures ? delay(failures, 0, ports.chance()) : rest ? 0 : PAUSE;
    return tell("answered", pause, after.cleared, after.forPeople);
  }

  /** The request was refused whole: one by one, so that one damaged record holds up no other. */
  async function damaged(batch) {
    if (batch.length === 1) await ports.store.stick([batch[0].id], "damaged");
    most = 1;
    return tell("damaged", 0);
  }

  async function tell(kind, pause, cleared = [], forPeople = []) {
    ports.report({ kind, counts: counts(await ports.store.all()), cleared, forPeople });
    return pause;
  }

  return {
    /** Never two at once in one page; two pages may, and the server tells them apart. */
    async attempt() {
      if (running) return null;
      running = true;
      try {
        return await attempt();
      } finally {
        running = false;
      }
    },
  };
}
