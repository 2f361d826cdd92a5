// The queue of a device: what builds on what, what goes next, what may be cleared. Pure.

import { onTheWire } from "./records.js";

/** @typedef {import("./records.js").Entry} Entry */
/**
 * @typedef {object} Answer of the server, one a record
 * @property {string} id
 * @property {string} told created, duplicate, refused, held, conflict; unreadable = not kept there
 * @property {string} [code]
 * @property {string} [message] in the words of the page's language
 */

export const MOST_AT_ONCE = 200;
export const MOST_BYTES = 400_000;

/** Kept on the server, whatever becomes of it: clear it here. */
const KEPT_THERE = new Set(["created", "duplicate", "refused", "held", "conflict"]);
/** Somebody has to look at it. */
const FOR_PEOPLE = new Set(["refused", "held", "conflict", "unreadable"]);

/**
 * The own record a new one about the same subject builds on: the newest that has not been answered.
 * @param {Entry[]} entries
 * @param {string} subject
 * @returns {string} its id, or ""
 */
export function buildsOn(entries, subject) {
  if (!subject) return "";
  const mine = entries.filter((entry) => entry.subject === subject && !entry.stuck);
  return mine.reduce((last, entry) => (entry.sequence > last.sequence ? entry : last), { id: "", sequence: 0 }).id;
}

/**
 * What goes next, in the order it was made, as much as one request takes.
 * @param {Entry[]} entries
 * @param {number} most 1 after a request was refused whole: so the damaged one is found and the others go
 * @returns {Entry[]}
 */
export function nextBatch(entries, most = MOST_AT_ONCE) {
  const waiting = entries.filter((entry) => !entry.stuck).sort((left, right) => left.sequence - right.sequence);
  const batch = [];
  let bytes = 0;
  for (const entry of waiting.slice(0, most)) {
    bytes += JSON.stringify(onTheWire(entry)).length;
    if (batch.length && bytes > MOST_BYTES) break;
    batch.push(entry);
  }
  return batch;
}

/**
 * What the server's answers mean for the records that were sent.
 * @param {Entry[]} batch
 * @param {Answer[]} answers
 * @returns {{cleared: Entry[], stuck: Entry[], forPeople: {entry: Entry, answer: Answer}[]}}
 */
export function afterAnswers(batch, answers) {
  const of = new Map(answers.map((answer) => [answer.id, answer]));
  const answered = batch.filter((entry) => of.has(entry.id));
  const told = (/** @type {Entry} */ entry) => /** @type {Answer} */ (of.get(entry.id));
  return {
    cleared: answered.filter((entry) => KEPT_THERE.has(told(entry).told)),
    stuck: answered.filter((entry) => told(entry).told === "unreadable"),
    forPeople: answered
      .filter((entry) => FOR_PEOPLE.has(told(entry).told))
      .map((entry) => ({ entry, answer: told(entry) })),
  };
}

/**
 * How many wait to be sent, and how many will not go by themselves.
 * @param {Entry[]} entries
 */
export function counts(entries) {
  const stuck = entries.filter((entry) => entry.stuck).length;
  return { waiting: entries.length - stuck, stuck };
}
