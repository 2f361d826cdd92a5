// The clerk's keyboard. A decision is sent while the next pair, which the page holds already, is shown. Without
// this file the buttons do the same, one page after the other.
"use strict";
(() => {
  const place = document.querySelector("#pairs");
  if (!place) return;
  const said = document.querySelector("#pairs-said");
  const help = document.querySelector("#pairs-help");
  const takeBack = document.querySelector("#take-back");
  let wanted = ""; // the answer pressed before there was a reason
  let sending = Promise.resolve();

  const form = () => place.querySelector("form[data-keys]");
  const held = () => document.querySelector("template[data-next]");
  const hasReason = () => form().querySelector("[name=preset]:checked") || form().elements.note.value.trim();
  const say = (text) => said.replaceChildren(...(text ? [Object.assign(document.createElement("p"), { className: "message", textContent: text })] : []));

  function press(answer) {
    wanted = answer;
    for (const button of form().querySelectorAll("[name=answer]")) button.setAttribute("aria-pressed", String(button.value === answer));
  }

  async function send(data, card, shown) {
    let page = null;
    let status = 0;
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: data, headers: { "X-Pairs": "1" } });
      status = answer.status;
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { status = 0; }
    if (status === 200 && page.querySelector("[data-waiting]")) return take(page);
    if (status === 422 || status === 0) return putBack(card, shown, page);
    location.reload();
    return null;
  }

  function take(page) {
    document.querySelector("#pairs-waiting").replaceChildren(...page.querySelector("[data-waiting]").childNodes);
    said.replaceChildren(...page.querySelector("[data-said]").childNodes);
    takeBack.elements.pair.value = page.querySelector("[data-last]").dataset.last;
    takeBack.hidden = false;
    const next = page.querySelector("template[data-next]");
    if (next) place.after(document.adoptNode(next));
    if (!place.firstElementChild) show();
  }

  function putBack(card, shown, page) {
    const kept = document.createElement("template");
    kept.dataset.next = "";
    if (shown) kept.content.append(shown);
    held()?.remove();
    place.replaceChildren(card);
    if (shown) place.after(kept);
    if (page) said.replaceChildren(...page.querySelector("[data-said]").childNodes);
    else say(place.dataset.notSent);
  }

  function show() {
    const next = held();
    const card = next?.content.firstElementChild ?? null;
    next?.remove();
    place.replaceChildren(...(card ? [card] : []));
    wanted = "";
    return card;
  }

  async function decide(answer) {
    if (!form()) return;
    if (!hasReason()) {
      press(answer);
      say(place.dataset.noReason);
      return;
    }
    if (!held()) await sending; // the next pair is on its way
    const data = new FormData(form());
    data.set("answer", answer);
    if (!held()) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "answer", value: answer });
      form().append(field);
      form().submit();
      return;
    }
    say("");
    const card = place.firstElementChild;
    const shown = show();
    data.set("shown", shown.dataset.pair);
    sending = send(data, card, shown);
  }

  place.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value) void decide(event.submitter.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const inText = event.target.matches("input:not([type=radio]), select, textarea");
    if (event.key === "Enter" && inText && event.target.name === "note") {
      event.preventDefault();
      event.target.blur();
      if (wanted) void decide(wanted);
      return;
    }
    if (inText || !form()) return;
    const key = event.key.toLowerCase();
    if (key === "enter" && wanted) {
      event.preventDefault();
      void decide(wanted);
    } else if (key === "?" && help) {
      event.preventDefault();
      help.open = !help.open;
    } else if (key === "z" && takeBack && !takeBack.hidden) {
      event.preventDefault();
      void sending.then(() => takeBack.submit());
    } else {
      const found = form().querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!found) return;
      event.preventDefault();
      if (found.type === "radio") found.checked = true;
      else void decide(found.value);
    }
  });
})();
