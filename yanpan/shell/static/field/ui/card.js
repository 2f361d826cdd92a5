// A person's card on the page: its mark, and the three taps where the network cannot ask them.

import { stepOf } from "../engine/taps.js";

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
  let taps = /** @type {Object<string, any>} */ ({});

  row.querySelectorAll("[data-name]").forEach((place) => { place.textContent = nameOn(card); });
  row.querySelectorAll("[data-needs-seal]").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = !options.sealed; });
  row.querySelectorAll("[data-unsealed]").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = options.sealed; });

  function show() {
    const step = stepOf(taps);
    row.querySelectorAll("[data-step]").forEach((part) => {
      const wanted = /** @type {HTMLElement} */ (part).dataset.step === step;
      /** @type {HTMLElement} */ (part).hidden = !wanted;
      if (wanted) part.querySelector("button, input")?.focus();
    });
    return step;
  }

  async function finish(/** @type {string} */ attempt) {
    form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    try {
      await options.kept({ attempt, taps });
      row.remove();
    } catch {
      form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
      row.querySelectorAll("[data-not-kept]").forEach((part) => { /** @type {HTMLElement} */ (part).hidden = false; });
    }
  }

  /** The fields of the step that is shown. */
  function typed() {
    const given = Object.fromEntries(new FormData(form));
    const text = (/** @type {string} */ name) => String(given[name] || "");
    return { body: text("body"), document: text("document"), told: text("told"), note: text("note"), sure: true };
  }

  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button || button.type !== "button") return;
    const { set, attempt, close } = button.dataset;
    if (close !== undefined) row.remove();
    else if (attempt) finish(attempt);
    else if (set) {
      taps = { ...taps, [set]: button.value };
      if (show() === "done") finish("");
    } else {
      taps = {};
      form.reset();
      show();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    taps = { ...taps, ...typed() };
    if (stepOf(taps) === "done") finish("");
  });

  card.after(row);
  show();
}
