// What one record is, on the device and on its way. Pure.

/**
 * @typedef {object} Body what the record says: `payload` in clear, or `sealed` to the server's key
 * @property {Object<string, unknown>} [payload]
 * @property {Object<string, string>} [sealed]
 *
 * @typedef {object} Entry a record as the device keeps it
 * @property {string} id
 * @property {string} owner whose it is: another person on the same device never sends it
 * @property {string} device
 * @property {number} sequence
 * @property {string} operation
 * @property {string} subject what it is about, for the mark on the card; "" for nothing
 * @property {string} recordedAt ISO, the device's own clock
 * @property {number} baseVersion
 * @property {string} after id of the own earlier record it builds on; "" for none
 * @property {Body} body
 * @property {string} stuck why it is not sent again by itself; "" = it waits
 */

/**
 * What the seal is tied to, so that no content can be moved to another record.
 * @param {{id: string, operation: string, device: string}} record
 */
export function boundTo(record) {
  return `${record.id}|${record.operation}|${record.device}`;
}

/**
 * The record as the server reads it.
 * @param {Entry} entry
 */
export function onTheWire(entry) {
  return {
    id: entry.id,
    operation: entry.operation,
    recorded_at: entry.recordedAt,
    sequence: entry.sequence,
    base_version: entry.baseVersion,
    after: entry.after || null,
    ...entry.body,
  };
}

/**
 * Free text as the server takes it: whole characters, no control signs, no blanks around it.
 * @param {string} text
 * @param {number} most signs
 */
export function cleanText(text, most) {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, " ");
  const whole = Array.from(clean).filter((sign) => !/^[\ud800-\udfff]$/.test(sign));
  return whole.slice(0, most).join("").trim();
}
