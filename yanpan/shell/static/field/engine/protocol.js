// What is sent, and what an answer of the server means. Pure.

import { onTheWire } from "./records.js";

/** @typedef {import("./records.js").Entry} Entry */
/** @typedef {import("./queue.js").Answer} Answer */
/**
 * @typedef {object} Response of the HTTP port; status 0 = nobody answered
 * @property {number} status
 * @property {string} retryAfter the header, "" for none
 * @property {unknown} json the body, undefined where it is none
 *
 * @typedef {object} Reply
 * @property {"answered" | "later" | "damaged" | "signed_out" | "other_owner"} kind
 * @property {Answer[]} answers
 * @property {number} retryAfter seconds, 0 for none
 */

/**
 * @param {{owner: string, device: string, announced: number}} sender announced: the highest sequence ever made
 * @param {Entry[]} batch
 */
export function requestBody(sender, batch) {
  return JSON.stringify({ ...sender, records: batch.map(onTheWire) });
}

/**
 * @param {Response} response
 * @returns {Reply}
 */
export function interpret(response) {
  const reply = (/** @type {Reply["kind"]} */ kind, /** @type {Answer[]} */ answers = []) => ({
    kind, answers, retryAfter: seconds(response.retryAfter),
  });
  const answers = /** @type {{answers?: Answer[]}} */ (response.json || {}).answers;
  if (response.status === 200 && Array.isArray(answers)) return reply("answered", answers);
  if (response.status === 401 || response.status === 403) return reply("signed_out");
  if (response.status === 409) return reply("other_owner");
  if ([400, 413, 415, 422].includes(response.status)) return reply("damaged");
  return reply("later");
}

/**
 * Retry-After in whole seconds; a date, or nonsense, counts as none.
 * @param {string} header
 */
function seconds(header) {
  return /^\d{1,6}$/.test(header) ? Number(header) : 0;
}
