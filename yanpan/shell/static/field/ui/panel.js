// What the page says of the queue. All words come from the page (data attributes of the panel).

/**
 * @param {HTMLElement} panel
 */
export function makePanel(panel) {
  const words = panel.dataset;
  const count = /** @type {HTMLElement} */ (panel.querySelector("[data-count]"));
  const state = /** @type {HTMLElement} */ (panel.querySelector("[data-state]"));
  const list = /** @type {HTMLElement} */ (panel.querySelector("[data-told]"));
  const again = /** @type {HTMLElement} */ (panel.querySelector("[data-again]"));
  const open = /** @type {HTMLElement} */ (panel.querySelector("[data-keep-open]"));
  let kind = "";
  let waiting = 0;

  function show() {
    const offline = navigator.onLine === false || kind === "later";
    const said = { signed_out: words.signedOut, other_owner: words.otherOwner }[kind] || (offline ? words.offline : "");
    state.textContent = said || "";
    count.textContent = waiting ? (words.counted || "").replace("{n}", String(waiting)) : "";
    open.hidden = !waiting && !offline;
    panel.hidden = !waiting && !said && again.hidden && !list.children.length;
  }

  return {
    /**
     * @param {string} newKind of the last reply, "" for none
     * @param {{waiting: number, stuck: number}} counts
     */
    tell(newKind, counts) {
      kind = newKind || kind;
      waiting = counts.waiting + counts.stuck;
      show();
    },
    /** The network came or went. */
    refresh: show,
    /** What is on the page is older than what was sent. */
    offerAgain() {
      again.hidden = false;
      show();
    },
    /**
     * An answer somebody has to look at.
     * @param {string} whom
     * @param {string} message
     */
    note(whom, message) {
      const line = document.createElement("li");
      line.className = "warning";
      line.textContent = whom ? `${whom}: ${message}` : message;
      list.append(line);
      show();
    },
  };
}
