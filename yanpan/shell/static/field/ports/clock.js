// The device's clock: it tells when something was kept, never in which order it counts.

export const now = () => Date.now();

/**
 * ISO, in UTC, whole milliseconds.
 * @param {number} milliseconds
 */
export const asText = (milliseconds) => new Date(milliseconds).toISOString();

/**
 * A timer of which only the last setting counts.
 * @param {() => void} ring
 */
export function makeTimer(ring) {
  let waiting = 0;
  return (/** @type {number} */ milliseconds) => {
    clearTimeout(waiting);
    waiting = setTimeout(ring, milliseconds);
  };
}
