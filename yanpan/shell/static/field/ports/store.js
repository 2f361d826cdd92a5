// The queue on the device: IndexedDB. Sealed records lie here unreadable; in clear only ids, codes and taps.

/** @typedef {import("../engine/records.js").Entry} Entry */

const NAME = "yanpan-field";
const DEVICES = "devices";
const RECORDS = "records";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(DEVICES, { keyPath: "owner" });
      const records = asked.result.createObjectStore(RECORDS, { keyPath: "id" });
      records.createIndex("owner", "owner");
      records.createIndex("subject", ["owner", "subject"]);
    };
    asked.onsuccess = () => {
      // Another tab of a later version may upgrade: let go, or it waits for ever.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} asked
 * @returns {Promise<T>}
 */
const answer = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

/** @param {IDBTransaction} work */
const written = (work) => new Promise((resolve, reject) => {
  work.oncomplete = () => resolve(undefined);
  work.onabort = () => reject(work.error);
});

/**
 * The records of one owner on this device.
 * @param {string} owner
 * @param {() => string} makeId for a device that has none yet
 */
export async function openStore(owner, makeId) {
  const base = await open();
  // "strict": on the disk before it counts as kept, also when the phone dies the next moment.
  const write = () => base.transaction([DEVICES, RECORDS], "readwrite", { durability: "strict" });
  const mine = (/** @type {IDBTransaction} */ work) => answer(work.objectStore(RECORDS).index("owner").getAll(owner));

  /** @param {IDBTransaction} work */
  async function device(work) {
    const known = await answer(work.objectStore(DEVICES).get(owner));
    return known || { owner, device: makeId(), made: 0 };
  }

  const first = write();
  first.objectStore(DEVICES).put(await device(first));
  await written(first);

  return {
    /** @returns {Promise<{owner: string, device: string, announced: number}>} */
    async sender() {
      const known = await device(base.transaction([DEVICES], "readonly"));
      return { owner, device: known.device, announced: known.made };
    },

    /** @returns {Promise<Entry[]>} */
    all: () => mine(base.transaction([RECORDS], "readonly")),

    /**
     * Number and keep one record, in one step: two tabs never give one number twice.
     * @param {string} subject
     * @param {(others: Entry[], sequence: number) => Entry} make others: what is kept about the same subject
     */
    async add(subject, make) {
      const work = write();
      const known = await device(work);
      const others = await answer(work.objectStore(RECORDS).index("subject").getAll([owner, subject]));
      const entry = make(others, known.made + 1);
      work.objectStore(DEVICES).put({ ...known, made: known.made + 1 });
      work.objectStore(RECORDS).add(entry);
      await written(work);
      return entry;
    },

    /** @param {string[]} ids */
    async remove(ids) {
      const work = write();
      ids.forEach((id) => work.objectStore(RECORDS).delete(id));
      await written(work);
    },

    /**
     * Not sent again by itself.
     * @param {string[]} ids
     * @param {string} why
     */
    async stick(ids, why) {
      const work = write();
      const found = (await mine(work)).filter((entry) => ids.includes(entry.id));
      found.forEach((entry) => work.objectStore(RECORDS).put({ ...entry, stuck: why }));
      await written(work);
    },
  };
}

/** Ask the browser not to clear the queue when space runs short. */
export async function askToStay() {
  return Boolean(navigator.storage && navigator.storage.persist && (await navigator.storage.persist()));
}
