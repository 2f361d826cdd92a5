// The village's page without a network: taps on the cards already here are kept on the phone and sent later.
// With a network, or without this file, every link and form goes to its own page as ever.

import { uuid7 } from "../engine/ids.js";
import { buildsOn, counts } from "../engine/queue.js";
import { boundTo } from "../engine/records.js";
import { makeSender } from "../engine/sender.js";
import { asText, makeTimer, now } from "../ports/clock.js";
import { canSeal, randomBytes, seal } from "../ports/crypto.js";
import { post, reaches } from "../ports/http.js";
import { askToStay, openStore } from "../ports/store.js";
import { askTaps, cardOf, mark, nameOn } from "./card.js";
import { makePanel } from "./panel.js";
import { outcomeSaid } from "./said.js";

const makeId = () => uuid7(now(), randomBytes(10));

/** @param {HTMLElement} page the panel with all addresses, names and words */
async function start(page) {
  const { records = "", owner = "", ...names } = page.dataset;
  const store = await openStore(owner, makeId);
  const panel = makePanel(page);
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("field-taps"));
  /** The last record about each subject that was sent from this page: a correction builds on it. */
  const sent = new Map();
  const sender = makeSender({ store, post: (body) => post(records, body), chance: Math.random, report });
  const timer = makeTimer(send);

  async function send() {
    const pause = await sender.attempt();
    if (pause !== null) timer(pause);
  }

  /** @param {import("../engine/sender.js").Report} what */
  function report(what) {
    for (const entry of what.cleared) {
      sent.set(entry.subject, entry.id);
      const card = cardOf(entry.subject);
      if (card) mark(card, names.sent || "", "done");
    }
    for (const { entry, answer } of what.forPeople) {
      const card = cardOf(entry.subject);
      if (card) mark(card, names.look || "", "late");
      panel.note(card ? nameOn(card) : "", answer.message || "");
    }
    if (what.cleared.length) panel.offerAgain();
    panel.tell(what.kind === "idle" ? "" : what.kind, what.counts);
  }

  /**
   * Keep one record: sealed where the browser can, else only what may lie in clear.
   * @param {string} operation
   * @param {string} subject
   * @param {number} version
   * @param {Object<string, unknown>} payload
   */
  async function keep(operation, subject, version, payload) {
    const { device } = await store.sender();
    const head = { id: makeId(), operation, device };
    const key = { id: names.keyId || "", point: names.keyPoint || "" };
    const body = canSeal() ? { sealed: await seal(key, payload, boundTo(head)) } : { payload };
    await store.add(subject, (others, sequence) => ({
      ...head, owner, sequence, subject, recordedAt: asText(now()), baseVersion: version,
      after: buildsOn(others, subject) || sent.get(subject) || "", body, stuck: "",
    }));
    panel.tell("", counts(await store.all()));
    timer(0);
  }

  /** @param {HTMLElement} card */
  function ask(card) {
    const task = card.dataset.task || "";
    const version = Number(card.dataset.version);
    askTaps(card, template, {
      sealed: canSeal(),
      async kept({ attempt, taps }) {
        if (attempt) await keep(names.attempt || "", task, version, { task_id: task, kind: attempt });
        else await keep(names.outcome || "", task, version, outcomeSaid(task, taps, canSeal()));
        mark(card, names.kept || "", "soon");
      },
    });
  }

  /** The other pages of the list lie in this one: without a network they are shown below. */
  function showRest() {
    const rest = /** @type {HTMLTemplateElement | null} */ (document.getElementById("field-rest"));
    if (!rest) return;
    document.getElementById("people")?.append(rest.content);
    rest.remove();
    document.querySelector(".pager")?.remove();
    markKept();
  }

  async function markKept() {
    for (const entry of await store.all()) {
      const card = cardOf(entry.subject);
      if (card) mark(card, names.kept || "", "soon");
    }
  }

  document.addEventListener("click", async (event) => {
    const pager = /** @type {HTMLAnchorElement | null} */ (/** @type {HTMLElement} */ (event.target).closest(".pager a"));
    if (!pager) return;
    event.preventDefault();
    if (await reaches(records)) location.assign(pager.href);
    else showRest();
  });

  document.addEventListener("click", async (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("li[data-task] > a:not([href^='tel:'])");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (await reaches(records)) location.assign(/** @type {HTMLAnchorElement} */ (link).href);
    else ask(/** @type {HTMLElement} */ (link.closest("li[data-task]")));
  });

  const signing = /** @type {HTMLFormElement | null} */ (document.querySelector(`form[action="${names.signing}"]`));
  const waiting = (names.waiting || "").split(" ").filter(Boolean);
  let goesOn = false;
  signing?.addEventListener("submit", async (event) => {
    if (goesOn || !waiting.length) return;
    event.preventDefault();
    const button = event.submitter;
    if (await reaches(records)) {
      goesOn = true;
      signing.requestSubmit(button);
      return;
    }
    await keep(names.sign || "", "", 0, { handover_ids: waiting });
    signing.replaceChildren(names.signedFor || "");
  });

  await markKept();
  for (const happening of ["online", "focus", "pageshow"]) window.addEventListener(happening, send);
  for (const happening of ["online", "offline"]) window.addEventListener(happening, panel.refresh);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  document.documentElement.dataset.field = canSeal() ? "sealed" : "clear";
  askToStay().catch(() => false);
  panel.refresh();
  await send();
}

const found = document.getElementById("field");
// Without a database in the browser the page works as it did before.
if (found && "indexedDB" in window) start(found).catch(() => undefined);
