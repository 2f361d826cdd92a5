// Arrow keys turn the screens, D opens the decision. Without this file the links and the summary do the same.
"use strict";
(() => {
  const writing = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;
  const links = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || writing(event.target)) return;
    if (event.key in links) document.querySelector(`.screens a[rel=${links[event.key]}]`)?.click();
    if (event.key === "d" || event.key === "D") {
      const place = document.querySelector("details.decide");
      if (!place) return;
      place.open = true;
      place.scrollIntoView();
      place.querySelector("select, input:not([type=hidden]), textarea").focus();
      event.preventDefault();
    }
  });
})();
