/**
 * Records in IndexedDB: one database a curriculum (file pages share one origin, so the name tells them apart).
 * Stores: `device` (which record is current), `records` (alias and so on), `entries` keyed [record, w, n, copy].
 *
 * Reading thousands of entries one by one takes a slow device a second, so `device` holds a copy of them too: `["packed",
 * record]`, one text of all that stood there at a time, and `["new", record, …]`, each written since. The copy is a cache: every
 * transaction that writes entries writes beside it or drops it, what takes something back drops it, and it counts only if both
 * together are as many as there are entries. Without it all is read one by one.
 */

const VERSION = 1;

/** So many new entries, or a record of no more, are read one by one; of more, a copy is made. */
const FEW = 200;

/** @typedef {{ n: number, text: string }} Packed entries as JSON, with commas between, and how many */

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((ok, no) => {
    request.onsuccess = () => ok(request.result);
    request.onerror = () => no(request.error);
  });
}

/**
 * Fulfilled when the transaction is on disk, not when its last request was.
 * @param {IDBTransaction} tx
 * @returns {Promise<void>}
 */
function settled(tx) {
  return new Promise((ok, no) => {
    tx.oncomplete = () => ok();
    tx.onabort = tx.onerror = () => no(tx.error);
  });
}

/**
 * @param {IDBFactory} idb
 * @param {string} name
 * @param {number} patience ms; another tab's upgrade that waits for a third one would keep us waiting for ever
 * @param {number} [version] none: as it stands (a newer site has been here; its stores still hold ours)
 * @returns {Promise<IDBDatabase>}
 */
function connect(idb, name, patience, version) {
  return new Promise((ok, no) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      no(new Error("timeout"));
    }, patience);
    const request = idb.open(name, version);
    request.onupgradeneeded = () => {
      const db = request.result;
      // Version 1. Later versions add below, each guarded by event.oldVersion; nothing is ever dropped.
      db.createObjectStore("device");
      db.createObjectStore("records", { keyPath: "record" });
      db.createObjectStore("entries");
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      // Nobody waits any more: left open, it would stand in the way of the next upgrade.
      if (late) request.result.close();
      else ok(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      no(request.error);
    };
  });
}

/**
 * Opens the database. Rejects where the browser refuses (private mode, policy), so that the caller can fall back.
 * @param {string} name
 * @param {IDBFactory} idb
 * @param {number} [patience] ms to wait for it to open
 * @param {() => void} [lost] the browser closed it: what stood there may be gone
 * @returns {Promise<Backend>}
 */
export async function openIdb(name, idb, patience = 4000, lost = () => {}) {
  /** @type {Promise<IDBDatabase> | null} */
  let link = null;
  /** The connection, made again when it was closed. @param {number} [version] */
  const reach = (version) => (link ??= connect(idb, name, patience, version).then(watch));
  const lose = () => void (link = null);
  /** @param {IDBDatabase} db */
  const watch = (db) => {
    // Another tab brings a newer site: let it upgrade, and come back after it. No newer version: it is deleted.
    db.onversionchange = ({ newVersion }) => {
      db.close();
      lose();
      if (!newVersion) lost();
    };
    db.onclose = () => {
      lose();
      lost();
    };
    return db;
  };
  /**
   * @param {string | string[]} stores
   * @param {IDBTransactionMode} [mode]
   */
  const begin = async (stores, mode) => {
    const db = await reach().catch((error) => {
      lose();
      throw error;
    });
    return db.transaction(stores, mode);
  };
  await reach(VERSION).catch((error) => {
    lose();
    if (error?.name === "VersionError") return reach();
    throw error;
  });

  /** All keys that begin so. @param {...(string | number)} parts */
  const all = (...parts) => IDBKeyRange.bound(parts, [...parts, []]);

  /** Records of which this page knows a copy: what is new goes beside it. A page that knows of none drops it. @type {Set<string>} */
  const quick = new Set();
  /** @param {IDBTransaction} tx @param {string} record */
  const unpack = (tx, record) => {
    tx.objectStore("device").delete(["packed", record]);
    tx.objectStore("device").delete(all("new", record));
  };

  /**
   * The copy, and what is new since; null: it is not there, or is not whole: something was taken back, or written by a page
   * of an earlier site.
   * @param {IDBTransaction} tx
   * @param {string} record
   * @returns {Promise<{ packed: Packed, fresh: Entry[] } | null>}
   */
  const copied = async (tx, record) => {
    const device = tx.objectStore("device");
    const packed = await done(device.get(["packed", record]));
    if (!packed) return null;
    const [fresh, count] = await Promise.all([done(device.getAll(all("new", record))), done(tx.objectStore("entries").count(all(record)))]);
    if (packed.n + fresh.length !== count) return null;
    quick.add(record);
    return { packed, fresh };
  };

  return {
    kind: "idb",
    async records() {
      return done((await begin("records")).objectStore("records").getAll());
    },
    async current() {
      return (await done((await begin("device")).objectStore("device").get("current"))) ?? null;
    },
    async setCurrent(record) {
      const tx = await begin("device", "readwrite");
      tx.objectStore("device").put(record, "current");
      return settled(tx);
    },
    async claim(fresh) {
      // One transaction over both stores: two tabs that start at once agree on one record.
      const tx = await begin(["device", "records"], "readwrite");
      const device = tx.objectStore("device");
      const records = tx.objectStore("records");
      const current = await done(device.get("current"));
      const there = current ? await done(records.get(current)) : undefined;
      if (!there) {
        device.put(fresh.record, "current");
        records.put(fresh);
      }
      await settled(tx);
      return there ?? fresh;
    },
    async putRecord(rec) {
      const tx = await begin("records", "readwrite");
      tx.objectStore("records").put(rec);
      return settled(tx);
    },
    async dropRecord(record, wiped) {
      const drop = async (mark = false) => {
        const tx = await begin(["device", "records", "entries"], "readwrite");
        tx.objectStore("records").delete(record);
        tx.objectStore("entries").delete(all(record));
        unpack(tx, record);
        const device = tx.objectStore("device");
        if (mark) device.put(1, ["wiped", record]);
        if ((await done(device.get("current"))) === record) device.delete("current");
        return settled(tx);
      };
      // Both at once, so that no other page finds it gone and unmarked. Where there is no room for a mark, it goes nevertheless.
      await drop(wiped).catch(() => drop().then(() => drop(wiped).catch(() => {})));
    },
    async wiped(record) {
      return (await done((await begin("device")).objectStore("device").count(["wiped", record]))) > 0;
    },
    async entries(record) {
      const tx = await begin(["device", "entries"], "readwrite");
      const copy = await copied(tx, record);
      const loose = copy ? copy.fresh : await done(tx.objectStore("entries").getAll(all(record)));
      const list = copy ? [...JSON.parse(`[${copy.packed.text}]`), ...loose] : loose;
      if (loose.length > FEW) {
        // In the same transaction, so that nothing comes between; where there is no room for it, all was read nevertheless.
        unpack(tx, record);
        tx.objectStore("device").put({ n: list.length, text: list.map((entry) => JSON.stringify(entry)).join() }, ["packed", record]);
        quick.add(record);
        tx.onabort = () => quick.delete(record);
      }
      return list;
    },
    async beside(record, { w, n }) {
      const entries = (await begin("entries")).objectStore("entries");
      const [keys, values] = await Promise.all([done(entries.getAllKeys(all(record, w, n))), done(entries.getAll(all(record, w, n)))]);
      return values.map((entry, i) => ({ copy: Number(/** @type {any[]} */ (keys[i])[3]), entry }));
    },
    async put(record, kept) {
      const tx = await begin(["device", "entries"], "readwrite");
      const entries = tx.objectStore("entries");
      const device = tx.objectStore("device");
      for (const { copy, entry } of kept) entries.put(entry, [record, entry.w, entry.n, copy]);
      if (!quick.has(record) || kept.length > FEW) device.delete(["packed", record]);
      else for (const { copy, entry } of kept) device.put(entry, ["new", record, entry.w, entry.n, copy]);
      // Without waiting for the requests' events: an entry made by the click that leaves the page is kept too.
      tx.commit?.();
      return settled(tx);
    },
    async drop(record, gone) {
      const tx = await begin(["device", "entries"], "readwrite");
      for (const { w, n } of gone) tx.objectStore("entries").delete(all(record, w, n));
      unpack(tx, record);
      return settled(tx);
    },
    close() {
      void link?.then((db) => db.close());
      lose();
    },
  };
}
