// How long to wait after a request that failed. Pure: chance is passed in.

const FIRST = 2_000;
const LONGEST = 300_000;

/** How often the queue is looked at while nothing fails. */
export const PAUSE = 30_000;

/**
 * Twice as long each time, up to five minutes, spread over half of it so that a village does not
 * come back all at once; never earlier than the server asked for.
 * @param {number} failures in a row, from 1
 * @param {number} retryAfter seconds, 0 for none
 * @param {number} chance from 0 up to 1
 * @returns {number} milliseconds
 */
export function delay(failures, retryAfter, chance) {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(failures - 1, 20));
  const spread = Math.round(full / 2 + (full / 2) * chance);
  return Math.max(spread, retryAfter * 1000 + Math.round(FIRST * chance));
}
