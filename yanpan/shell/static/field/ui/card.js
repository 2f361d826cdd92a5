// A person's card on the page: its mark, and the taps where the network cannot ask them.

import { makeSteps } from "./steps.js";

/** @param {string} subject */
export const cardOf = (subject) => /** @type {HTMLElement | null} */ (
  subject ? document.querySelector(`li[data-task="${CSS.escape(subject)}"]`) : null
);

/** @param {HTMLElement} card */
export const nameOn = (card) => (card.querySelector("b") || card).textContent || "";

/**
 * @param {HTMLElement} card
 * @param {string} text
 * @param {string} look soon, done or late
 */
export function mark(card, text, look) {
  let tag = card.querySelector("[data-field-mark]");
  if (!tag) {
    tag = document.createElement("span");
    tag.setAttribute("data-field-mark", "");
    (card.querySelector("a") || card).append(tag);
  }
  tag.className = `tag ${look}`;
  tag.textContent = text;
}

/**
 * Ask the taps under the card, in the words of the page's template.
 * @param {HTMLElement} card
 * @param {HTMLTemplateElement} template
 * @param {{sealed: boolean, kept: (said: {attempt: string, taps: Object<string, string>}) => Promise<void>}} options
 *   sealed: whether free text may be kept; kept: called once, with everything that was said
 */
export function askTaps(card, template, options) {
  document.querySelectorAll("[data-field-form]").forEach((open) => open.remove());
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const row = /** @type {HTMLElement} */ (copy.querySelector("[data-field-form]"));
  const form = /** @type {HTMLFormElement} */ (row.querySelector("form"));

  row.querySelectorAll("[data-name]").forEach((place) => { place.textContent = nameOn(card); });
  row.querySelectorAll("[data-needs-seal]").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = !options.sealed; });
  row.querySelectorAll("[data-unsealed]").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = options.sealed; });

  async function finish(/** @type {string} */ attempt) {
    const taps = said();
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    try {
      await options.kept({ attempt, taps });
      row.remove();
    } catch {
      form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
      row.querySelectorAll("[data-not-kept]").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = false; });
    }
  }

  /** What was tapped and typed; of the deciding body its word, as the record keeps it. */
  function said() {
    const given = /** @type {Object<string, string>} */ (Object.fromEntries(new FormData(form)));
    const body = form.querySelector("input[name=body]:checked:enabled")?.closest("label");
    return { ...given, body: given.other_body || body?.textContent?.trim() || "" };
  }

  function bodyIsMissing() {
    const needed = /** @type {HTMLElement | null} */ (form.querySelector("fieldset:enabled [data-body-needed]"));
    if (needed) needed.hidden = said().body !== "";
    return needed !== null && !needed.hidden;
  }

  card.after(row);
  makeSteps(row, { done: () => form.requestSubmit() });
  form.addEventListener("click", (event) => {
    const { attempt, close } = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset || {};
    if (close !== undefined) row.remove();
    else if (attempt) finish(attempt);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!bodyIsMissing()) finish("");
  });
}
