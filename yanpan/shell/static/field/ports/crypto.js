// Randomness, and the seal that only the server can open. The same steps as `yanpan.base.vault.field_keys`.

const SUITE = "ECDH-P256|HKDF-SHA256|AES-256-GCM";
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** @param {number} count */
export const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/** On plain http there is no WebCrypto: then nothing that would need a seal is kept. */
export const canSeal = () => Boolean(globalThis.isSecureContext && globalThis.crypto && crypto.subtle);

/** @param {ArrayBuffer | Uint8Array} bytes */
const toBase64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
/** @param {string} text */
const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/**
 * @param {{id: string, point: string}} key the server's
 * @param {Object<string, unknown>} payload
 * @param {string} bound what the seal is tied to
 * @returns {Promise<{key: string, point: string, nonce: string, box: string}>}
 */
export async function seal(key, payload, bound) {
  const text = new TextEncoder();
  const once = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", fromBase64(key.point), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, once.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = text.encode(`yanpan field|${key.id}`);
  const cipher = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const nonce = randomBytes(12);
  const additionalData = text.encode(`${SUITE}|${bound}`);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, cipher, text.encode(JSON.stringify(payload)));
  const point = await crypto.subtle.exportKey("raw", once.publicKey);
  return { key: key.id, point: toBase64(point), nonce: toBase64(nonce), box: toBase64(box) };
}
