// The network.

const LONGEST_SEND = 30_000;
const LONGEST_PROBE = 3_000;

/**
 * @param {string} name
 */
function cookie(name) {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

/**
 * @param {string} address
 * @param {RequestInit} asked
 * @param {number} longest milliseconds
 */
async function within(address, asked, longest) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), longest);
  try {
    const response = await fetch(address, { ...asked, cache: "no-store", redirect: "manual", signal: stop.signal });
    return { response, text: await response.text() };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Never throws: status 0 = nobody answered.
 * @param {string} address
 * @param {string} body JSON
 * @returns {Promise<import("../engine/protocol.js").Response>}
 */
export async function post(address, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") };
  try {
    const { response, text } = await within(address, { method: "POST", headers, body }, LONGEST_SEND);
    return { status: response.status, retryAfter: response.headers.get("Retry-After") || "", json: parsed(text) };
  } catch {
    return { status: 0, retryAfter: "", json: undefined };
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether the site itself answers now: a telephone with bars may reach nobody, or a page of the network's owner.
 * @param {string} address
 */
export async function reaches(address) {
  if (navigator.onLine === false) return false;
  try {
    const said = parsed((await within(address, { method: "GET" }, LONGEST_PROBE)).text);
    return Boolean(said && (said.owner || said.code));
  } catch {
    return false;
  }
}
