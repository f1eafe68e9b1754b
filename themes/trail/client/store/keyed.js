/**
 * Records in anything that keeps strings by key: localStorage where IndexedDB is refused, a map where that is
 * refused too. One key an entry, so that two tabs never overwrite each other.
 */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Keys */

/**
 * @param {string} name
 * @param {Keys} keys
 * @param {"local" | "memory"} kind
 * @returns {Backend}
 */
export function openKeyed(name, keys, kind) {
  const base = name + "|";
  /** @param {string} prefix */
  const under = (prefix) => {
    const found = [];
    for (let i = 0; i < keys.length; i++) {
      const key = keys.key(i);
      if (key?.startsWith(prefix)) found.push(key);
    }
    return found;
  };
  /** Where a record's entries stand; its id may come from a file and hold any character. @param {string} record */
  const of = (record) => `${base}e|${record.replace(/[%|]/g, (c) => encodeURIComponent(c))}|`;
  /** What the keys of all entries of a (w, n) begin with. @param {string} record @param {Entry} entry */
  const slot = (record, { w, n }) => `${of(record)}${w}|${n}|`;
  /** These keys; a `w` may hold any character too, so that another's may begin alike. @param {string} record @param {Entry} entry */
  const alike = (record, entry) => under(slot(record, entry)).filter((key) => /^\d+$/.test(key.slice(slot(record, entry).length)));
  /** @param {string} key @returns {any} */
  const read = (key) => {
    try {
      return JSON.parse(keys.getItem(key) ?? "null");
    } catch {
      return null; // torn by another program: skipped, not deleted
    }
  };

  /** @type {Backend} */
  const backend = {
    kind,
    async records() {
      return under(base + "r|").map(read).filter(Boolean);
    },
    async current() {
      return read(base + "current");
    },
    async setCurrent(record) {
      keys.setItem(base + "current", JSON.stringify(record));
    },
    async claim(fresh) {
      const current = read(base + "current");
      const there = current && read(base + "r|" + current);
      if (there) return there;
      await backend.putRecord(fresh);
      await backend.setCurrent(fresh.record);
      return fresh;
    },
    async putRecord(rec) {
      keys.setItem(base + "r|" + rec.record, JSON.stringify(rec));
    },
    async dropRecord(record, wiped) {
      for (const key of under(of(record))) keys.removeItem(key);
      keys.removeItem(base + "r|" + record);
      if (read(base + "current") === record) keys.removeItem(base + "current");
      try {
        if (wiped) keys.setItem(base + "wiped|" + record, "1");
      } catch {
        // No room for a mark: it is gone nevertheless.
      }
    },
    async wiped(record) {
      return keys.getItem(base + "wiped|" + record) !== null;
    },
    async entries(record) {
      return under(of(record)).map(read).filter(Boolean);
    },
    async beside(record, like) {
      const kept = alike(record, like).map((key) => ({ copy: Number(key.slice(key.lastIndexOf("|") + 1)), entry: read(key) }));
      return kept.filter(({ entry }) => entry);
    },
    async put(record, kept) {
      for (const { copy, entry } of kept) keys.setItem(slot(record, entry) + copy, JSON.stringify(entry));
    },
    async drop(record, gone) {
      for (const key of gone.flatMap((entry) => alike(record, entry))) keys.removeItem(key);
    },
    close() {},
  };
  return backend;
}

/**
 * A map with localStorage's manners.
 * @returns {Keys}
 */
export function memoryKeys() {
  /** @type {Map<string, string>} */
  const map = new Map();
  return {
    get length() {
      return map.size;
    },
    key: (i) => [...map.keys()][i] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}
