// The taps at the door: which screens they make, and what they say. Pure.
// The same vectors hold for `rules.outcomes` of the room.

/**
 * @typedef {object} Taps
 * @property {string} [where]
 * @property {string} [contact]
 * @property {string} [not_reached] how somebody was tried and why in vain, as "call-off"
 * @property {string} [measure]
 */

const ASKED_HOW = new Set(["here", "elsewhere", "outside"]);
const DECIDED = new Set(["monitoring", "at_home", "at_site"]);

/**
 * The screens so far, in their order, each with the parts it shows; the last one waits for a tap, or holds "send".
 * @param {Taps} taps
 * @returns {string[][]}
 */
export function screensOf({ where = "", contact = "", not_reached = "", measure = "" }) {
  const screens = [["where"]];
  if (!where) return screens;
  if (ASKED_HOW.has(where)) {
    screens.push(["contact"]);
    if (!contact) return screens;
    if (contact === "not_reached") {
      screens.push(["not_reached"]);
      if (!not_reached) return screens;
      if (where !== "elsewhere") return [...screens, ["send"]];
    }
  }
  if (where === "elsewhere") return [...screens, ["unit", "note", "send"]];
  if (where !== "here") return [...screens, ["note", "send"]];
  screens.push(["measure"]);
  return measure ? [...screens, [...belongingTo(measure), "test", "send"]] : screens;
}

/** @param {string} measure */
function belongingTo(measure) {
  if (DECIDED.has(measure)) return ["body", "told"];
  return measure === "in_hospital" ? ["told"] : [];
}
