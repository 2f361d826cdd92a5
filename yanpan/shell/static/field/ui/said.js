// What was tapped, as the operations of the room take it. Pure.

import { cleanText } from "../engine/records.js";

/**
 * @param {string} task
 * @param {Object<string, string>} taps
 * @param {boolean} sealed free text is kept only where it can be sealed
 * @returns {Object<string, unknown>}
 */
export function outcomeSaid(task, taps, sealed) {
  const { where, contact = "", measure = "" } = taps;
  const [tried = "", obstacle = ""] = (taps.not_reached || "").split("-");
  const said = {
    task_id: task,
    where,
    contact,
    obstacle,
    tried,
    measure,
    deciding_body: cleanText(taps.body || "", 60),
    document_number: sealed ? cleanText(taps.document_number || "", 60) : "",
    note: sealed ? cleanText(taps.note || "", 200) : "",
    told: taps.told ? taps.told === "yes" : undefined,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== "" && value !== undefined));
}
