// Identifiers made on the device. Pure: the time and the randomness are passed in.

/**
 * A version-7 UUID (RFC 9562), as `yanpan.kernel.ids.uuid7` makes it.
 * @param {number} milliseconds since 1970
 * @param {Uint8Array} randomness ten bytes
 * @returns {string}
 */
export function uuid7(milliseconds, randomness) {
  if (randomness.length !== 10) throw new RangeError("uuid7 needs exactly 10 random bytes");
  const bytes = new Uint8Array(16);
  for (let place = 5, rest = Math.floor(milliseconds); place >= 0; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(randomness, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
