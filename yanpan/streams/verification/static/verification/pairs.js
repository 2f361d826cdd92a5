// The clerk's keyboard: a digit chooses the reason, s, d or u presses its button. Without this file the buttons do.
"use strict";
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-keys]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio]), select, textarea")) return;
  const wanted = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.type === "radio") wanted.checked = true;
  wanted.focus();
  if (wanted.type === "submit") wanted.click();
});
