// Small comforts of the office pages. Every page works without this file.
"use strict";

// HTMX posts carry the token of the page's own form.
document.addEventListener("htmx:configRequest", (event) => {
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (field) event.detail.headers["X-CSRFToken"] = field.value;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy], button[data-print], button[data-mark-all]");
  if (!button) return;
  if (button.dataset.print !== undefined) window.print();
  if (button.dataset.copy) copyText(button, document.getElementById(button.dataset.copy));
  if (button.dataset.markAll) markAll(button.dataset.markAll);
});

function copyText(button, field) {
  const done = () => { button.textContent = button.dataset.done || button.textContent; };
  // Plain-http networks have no clipboard: there the text is selected for the person to copy.
  if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, () => field.select());
  else { field.focus(); field.select(); if (document.execCommand("copy")) done(); }
}

function markAll(name) {
  const boxes = [...document.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)].filter((box) => !box.closest("[hidden]"));
  const wanted = boxes.some((box) => !box.checked);
  boxes.forEach((box) => { box.checked = wanted; });
}

// "/" leads to the search box, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector('[data-shortcut="/"]');
  if (field) { event.preventDefault(); field.focus(); field.select(); }
});

// A field with data-filter hides the rows of the named table that do not hold its text.
document.addEventListener("input", (event) => {
  const table = event.target.dataset && event.target.dataset.filter && document.getElementById(event.target.dataset.filter);
  if (!table) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of table.tBodies[0].rows) row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
});

// A form with data-confirm asks once before it is sent; buttons are sent once only.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) setTimeout(() => form.querySelectorAll("button[type=submit]").forEach((button) => { button.disabled = true; }), 0);
});
window.addEventListener("pageshow", () => document.querySelectorAll("button[type=submit]:disabled").forEach((button) => { button.disabled = false; }));
