// Types shared by the client's modules. Nothing here reaches a browser.

/** What a plugin's script hands to `WEND.plugin`. */
interface PluginDef {
  /** Block kinds it serves, as in `data-kind`. */
  kinds: string[];
  /** The same `grade.js` the build ran. */
  grade?: (answer: unknown, spec: unknown) => Verdict;
  connect?: (el: HTMLElement, host: Host) => void;
  /** Flat table of the page's language. */
  strings?: Record<string, Phrase>;
}

/** What `grade` says. `correct` is null when only a person can say. */
interface Verdict {
  correct: boolean | null;
  score?: number;
  mixup?: string;
  feedback?: number | string;
  note?: string;
}

/** What an element calls to keep an attempt. */
interface Attempt {
  item: string;
  objective?: string;
  answer?: unknown;
  correct?: boolean | null;
  mixup?: string;
  hints?: number;
  /** The answer was typed, not picked. */
  typed?: boolean;
  certainty?: number;
  ms?: number;
  support?: string;
  score?: number;
  note?: string;
  kind?: string;
}

/** What one block element may ask of the page. */
interface Host {
  record(attempt: Attempt): Promise<boolean>;
  history(item: string): { correct?: boolean | null; answer?: unknown; t: number; kind: string; score?: number | null }[];
  t(key: string, args?: Record<string, string | number>): string;
  announce(text: string): void;
  grade(answer: unknown, spec: unknown): Verdict;
  assisted(): void;
  goTo(href: string): void;
  settings: { lang: string; reduced_motion: boolean; once: boolean; support: string | null };
}

/** What asks a block outside of its lesson: a property of the `wend-ask` around it. */
interface Asking {
  /** The answer was given; nothing more counts. */
  over: boolean;
  /** Takes what the block's host would have kept. */
  take(entry: { kind: string } & Record<string, any>): Promise<unknown>;
}

/** A sentence, or one for each plural class, chosen by the argument `n`. */
type Phrase = string | Record<string, string>;

/** One line of the log. Unknown fields are kept word for word. */
type Entry = import("./engine/evidence.js").Entry;

/** A learner's record on this device. The alias is a label; `record` is the identity. */
interface Rec {
  record: string;
  alias: string;
  /** When it was last saved to a file, ms; 0 when never. */
  saved?: number;
  /** Fields of a loaded file that we don't know, kept word for word. */
  other?: Record<string, any>;
}

/** Where records are kept: IndexedDB, else localStorage, else memory. */
interface Backend {
  kind: "idb" | "local" | "memory";
  records(): Promise<Rec[]>;
  current(): Promise<string | null>;
  setCurrent(record: string | null): Promise<void>;
  /** The current record; makes it (atomically) when there is none. */
  claim(fresh: Rec): Promise<Rec>;
  putRecord(rec: Rec): Promise<void>;
  /** `wiped`: somebody wants it gone, so that no page that still holds it writes it again. */
  dropRecord(record: string, wiped?: boolean): Promise<void>;
  /** Whether somebody wiped this record, since the browser last cleared what it keeps. */
  wiped(record: string): Promise<boolean>;
  /** All entries of one record, in no particular order. */
  entries(record: string): Promise<Entry[]>;
  /** What is kept under the (w, n) of an entry. */
  beside(record: string, like: Entry): Promise<Kept[]>;
  put(record: string, kept: Kept[]): Promise<void>;
  /** Removes all that is kept under the (w, n) of entries that were taken back. */
  drop(record: string, gone: Entry[]): Promise<void>;
  close(): void;
}

/** An entry as kept; `copy` tells apart entries that claim the same (w, n), and is made of their bytes. */
interface Kept {
  copy: number;
  entry: Entry;
}

interface Window {
  WEND: unknown;
}
