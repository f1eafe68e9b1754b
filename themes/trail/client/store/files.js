/**
 * Files of the portfolio in this browser: a database beside the record's, with one store keyed [record, hash]. A file is known
 * by the SHA-256 of its bytes, so the same one brought in twice is there once. Every call rejects where the browser refuses.
 */

import { sha256 } from "./sha256.js";

/** One file may have so many bytes; */
export const MOST_FILE = 2_000_000;
/** all that somebody puts in, so many; */
export const MOST_PUT = 5_000_000;
/** and all that come together when records are merged, so many: with them a saved file stays within its bound, written in base64. */
export const MOST_ALL = 7_000_000;

/** @typedef {{ name: string, type: string, size: number, hash: string }} FileFacts what an entry says about a file */

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const done = (request) =>
  new Promise((ok, no) => {
    request.onsuccess = () => ok(request.result);
    request.onerror = () => no(request.error);
  });

/**
 * @param {string} name of the records' database
 * @param {() => IDBFactory | null} idb
 */
export function openFiles(name, idb) {
  /** @type {Promise<IDBDatabase> | null} */
  let link = null;
  const reach = async () => {
    const factory = idb();
    if (!factory) throw new Error("no IndexedDB");
    const request = factory.open(name + "|files", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    const db = await done(request);
    db.onversionchange = () => {
      db.close();
      link = null;
    };
    db.onclose = () => (link = null);
    return db;
  };
  /**
   * @param {IDBTransactionMode} mode
   * @param {(files: IDBObjectStore) => IDBRequest<any>} use
   */
  const ask = async (mode, use) => {
    link ??= reach();
    const db = await link.catch((error) => {
      link = null;
      throw error;
    });
    const tx = db.transaction("files", mode);
    const settled = new Promise((ok, no) => {
      tx.oncomplete = () => ok(null);
      tx.onabort = tx.onerror = () => no(tx.error);
    });
    const answer = done(use(tx.objectStore("files")));
    // Kept is what is on disk, not what was asked for.
    await Promise.all([answer, settled]);
    return answer;
  };
  /** @param {string} record */
  const all = (record) => IDBKeyRange.bound([record], [record, []]);
  return {
    /** @param {string} record @param {string} hash @param {Uint8Array} bytes @returns {Promise<unknown>} */
    put: (record, hash, bytes) => ask("readwrite", (files) => files.put(bytes, [record, hash])),
    /** @param {string} record @param {string} hash @returns {Promise<Uint8Array | undefined>} */
    get: (record, hash) => ask("readonly", (files) => files.get([record, hash])),
    /** @param {string} record @param {string} hash @returns {Promise<unknown>} */
    drop: (record, hash) => ask("readwrite", (files) => files.delete([record, hash])),
    /** @param {string} record @returns {Promise<unknown>} */
    wipe: (record) => ask("readwrite", (files) => files.delete(all(record))),
  };
}

/** @typedef {ReturnType<typeof openFiles>} Files */

/**
 * The file that an entry names, if it names one.
 * @param {Entry} entry
 * @returns {FileFacts | null}
 */
export function fileOf({ answer }) {
  const file = answer?.file;
  const fits = typeof file?.hash === "string" && /^[0-9a-f]{64}$/.test(file.hash) && typeof file.name === "string" && typeof file.type === "string" && Number.isSafeInteger(file.size);
  return fits ? file : null;
}

/**
 * The files that entries name, each once.
 * @param {readonly Entry[]} entries
 * @returns {FileFacts[]}
 */
export function filesNamed(entries) {
  const named = entries.flatMap((e) => (e.kind === "product" && fileOf(e)) || []);
  return [...new Map(named.map((f) => [f.hash, f])).values()];
}

/** Under this key, followed by the hash, a saved file holds a file: as base64. */
const KEY = "file:";

/**
 * Files as they stand in a saved record.
 * @param {Files} files
 * @param {string} record
 * @param {readonly Entry[]} entries
 * @returns {Promise<{ fields: Record<string, string>, missing: number }>} missing: named, and not on this device
 */
export async function pack(files, record, entries) {
  /** @type {Record<string, string>} */
  const fields = {};
  const named = filesNamed(entries);
  for (const { hash } of named) {
    const bytes = await files.get(record, hash).catch(() => undefined);
    if (bytes) fields[KEY + hash] = base64(bytes);
  }
  return { fields, missing: named.length - Object.keys(fields).length };
}

/**
 * Takes the files of a saved record in: those that its entries name, that are what their hash says, and for which there is room.
 * @param {Files} files
 * @param {string} record
 * @param {readonly Entry[]} entries of the record as it is now
 * @param {Record<string, any>} other fields of the saved record
 * @returns {Promise<{ taken: number, left: number }>} left: could not be kept here
 */
export async function unpack(files, record, entries, other) {
  let taken = 0;
  let left = 0;
  let size = 0;
  const missing = [];
  for (const { hash } of filesNamed(entries)) {
    const here = await files.get(record, hash).catch(() => undefined);
    if (here) size += here.length;
    else if (typeof other[KEY + hash] === "string") missing.push(hash);
  }
  for (const hash of missing) {
    const bytes = unbase64(other[KEY + hash]);
    const fits = bytes && sha256(bytes) === hash && size + bytes.length <= MOST_ALL;
    const kept = fits && (await files.put(record, hash, bytes).then(() => true, () => false));
    if (kept) size += bytes.length;
    if (kept) taken += 1;
    else left += 1;
  }
  return { taken, left };
}

/** @param {Uint8Array} bytes */
function base64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/** @param {string} text */
function unbase64(text) {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return null; // not what we wrote
  }
}
