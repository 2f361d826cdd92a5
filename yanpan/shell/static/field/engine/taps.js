// The three taps at the door: what is asked next, what is still missing, what they say. Pure.
// The same vectors hold for `rules.outcomes.outcome_problems` of the room.

/**
 * @typedef {object} Taps
 * @property {string} [where]
 * @property {string} [contact]
 * @property {string} [obstacle]
 * @property {string} [measure]
 * @property {string} [body]
 */

const WHERES = new Set(["here", "elsewhere", "outside", "not_found", "deceased"]);
const CONTACTS = new Set(["met", "own_phone", "family", "not_reached"]);
const OBSTACLES = new Set(["dead_number", "refused", "off"]);
const MEASURES = new Set(["cleared", "monitoring", "at_home", "at_site", "in_hospital"]);
const ASKED_HOW = new Set(["here", "elsewhere", "outside"]);
const DECIDED = new Set(["monitoring", "at_home", "at_site"]);

/**
 * Which step comes now: where, how, why_not, measure, body, sure; "done" once nothing is missing and nothing
 * more is asked. Elsewhere in the city is not asked without a network: the unit has to be looked up.
 * @param {Taps & {sure?: boolean}} taps
 */
export function stepOf(taps) {
  if (!WHERES.has(taps.where || "")) return "where";
  if (ASKED_HOW.has(taps.where || "") && !CONTACTS.has(taps.contact || "")) return "how";
  if (taps.contact === "not_reached") return OBSTACLES.has(taps.obstacle || "") ? "done" : "why_not";
  if (taps.where !== "here") return taps.sure ? "done" : "sure";
  if (!MEASURES.has(taps.measure || "")) return "measure";
  return DECIDED.has(taps.measure || "") && !taps.body ? "body" : "done";
}

/**
 * All that is missing or unknown, at once, in the order of the rules.
 * @param {Taps & {unit?: string}} taps
 * @returns {string[]}
 */
export function problems(taps) {
  const { where = "", contact = "", obstacle = "", measure = "", body = "", unit = "" } = taps;
  if (!WHERES.has(where)) return ["outcome_where_needed"];
  const found = [];
  if (ASKED_HOW.has(where) && !CONTACTS.has(contact)) found.push("outcome_contact_needed");
  if (contact === "not_reached" && !OBSTACLES.has(obstacle)) found.push("outcome_obstacle_needed");
  if (where === "elsewhere" && !unit) found.push("outcome_unit_needed");
  if (where === "here" && contact !== "not_reached" && !MEASURES.has(measure)) found.push("outcome_measure_needed");
  if (DECIDED.has(measure) && !body) found.push("measure_needs_a_deciding_body");
  return found;
}
