// One form as screens: each tap goes on, every tap can be changed, and what belongs to another answer is not sent.
// Without this file the same form stands open with all its questions.

import { screensOf } from "../engine/taps.js";

const TAPS = ["where", "contact", "not_reached", "measure"];

/**
 * @param {HTMLElement} root holds the form and every [data-part]; in it stand [data-back] and [data-next]
 * @param {{moved?: (at: number) => void, back?: (at: number) => void, done: () => void}} told
 *   moved: one screen further; back: whoever keeps a history goes back himself; done: nothing more is asked
 */
export function makeSteps(root, { moved = () => undefined, back = (at) => show(at - 1), done }) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form[data-taps]"));
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-part]")]);
  const asked = new Set(parts.map((part) => part.dataset.part));
  let at = 0;

  /** The screens with what this form has of them. */
  function screens() {
    const tapped = (/** @type {string} */ name) => /** @type {HTMLInputElement | null} */ (form.querySelector(`input[name=${name}]:checked`))?.value;
    const taps = Object.fromEntries(TAPS.map((name) => [name, tapped(name)]));
    return screensOf(taps).map((screen) => screen.filter((part) => asked.has(part)));
  }

  /**
   * @param {number} wanted
   * @param {boolean} [heard] whether the eye, and who listens, is taken to the question
   */
  function show(wanted, heard = true) {
    const all = screens();
    at = Math.max(0, Math.min(wanted, all.length - 1));
    const sent = new Set(all.flat());
    for (const part of parts) {
      const name = part.dataset.part || "";
      part.hidden = !all[at].includes(name);
      part.querySelectorAll("fieldset").forEach((fieldset) => { fieldset.disabled = !sent.has(name); });
    }
    root.querySelectorAll("[data-back]").forEach((button) => { /** @type {HTMLElement} */ (button).hidden = at === 0; });
    root.querySelectorAll("[data-next]").forEach((button) => { /** @type {HTMLElement} */ (button).hidden = at === all.length - 1; });
    if (heard) /** @type {HTMLElement | null} */ (form.querySelector("[data-part]:not([hidden]) legend"))?.focus();
  }

  function goOn() {
    const next = screens()[at + 1];
    if (!next) return;
    show(at + 1);
    moved(at);
    if (next.length === 1 && next[0] === "send") done();
  }

  form.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target);
    if (pressed.closest("[data-back]")) back(at);
    // A key that walks through the choices clicks too, with nothing in its detail: it does not go on.
    else if (pressed.closest("[data-next]") || (event.detail && pressed.matches("[data-tap] input"))) goOn();
  });
  form.addEventListener("submit", (event) => {
    if (at === screens().length - 1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    goOn();
  });

  root.classList.add("stepped");
  const wrong = screens().findIndex((screen) => parts.some((part) => screen.includes(part.dataset.part || "") && part.querySelector(".errorlist")));
  const first = wrong < 0 ? screens().length - 1 : wrong;
  show(first, first > 0);
  return { show, first };
}
