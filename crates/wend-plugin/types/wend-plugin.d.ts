/**
 * What a plugin's scripts get and give, version 1 of the interface.
 *
 * Each file exports one function by its own name: `expand.js`, `grade.js`, `source.js`, `check.js`; `key.js` exports
 * `samples` and `problems`; `element.js` exports `connect`. Write `/** @type {import("./wend-plugin").Expand} *\/` or
 * annotate parameters to have an editor check them.
 *
 * In the build there are no files, network, clock, randomness, promises or `async`. Everything that a module keeps in
 * variables is new in each call.
 */

/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A place in the block: a part (`"points"`), an entry of it (`"points.2"`), a cell of a table (`"points.2.1"`, the
 * head is row `head`), an attribute (`"@wires"`), or characters of `block.body`, from and to. Left out: the opener. */
export type Place = string | [from: number, to: number];

/** Something to tell the author. */
export interface Problem {
  /** What is wrong and why, one sentence, lower case, without a full stop. */
  message: string;
  /** How to mend it. */
  help?: string;
  at?: Place;
  /** `warning` where nothing is said. */
  severity?: "error" | "warning" | "note";
}

/** An entry of a `tasks` or `list` part. */
export interface Entry {
  text: string;
  ticked?: boolean;
  nested?: string;
  mixup?: string;
}

/** A line of a `line` part. */
export interface Line {
  text: string;
  /** What stands between the key and the colon. */
  when?: string;
  mixup?: string;
}

export interface Table {
  head: string[];
  rows: string[][];
}

export interface Section {
  title: string;
  text: string;
  table?: Table;
}

export interface Definition {
  term: string;
  text: string;
}

/** A part as its author wrote it, Markdown unread: `text`, `blocks` are text; a `section` is one of a list. */
export type Part = string | Entry[] | Line[] | Table | Section[] | Definition[];

/** A block of a lesson, as `expand` gets it. */
export interface Block {
  kind: string;
  /** Its label, or an empty text. */
  label: string;
  /** Values of all attributes, defaults filled in. */
  attributes: { [name: string]: Json };
  /** The parts that are there. */
  parts: { [name: string]: Part };
  /** All that stands in it, as it is written. */
  body: string;
}

/**
 * Markup, escaped by the host. A text is text. A list is an element: its name, perhaps its attributes, its children.
 * `part` shows a part (or one entry, `"options.0"`) as Markdown, `markdown` and `inline` a text of your own as Markdown, `t` a text of
 * the plugin in the page's language, `asset` is for attributes: the address of an asset of the plugin.
 */
export type Node =
  | string
  | number
  | Markup
  | { part: string }
  | { markdown: string }
  | { inline: string }
  | { t: string; [argument: string]: string | number };

/** An element: its name, perhaps its attributes, its children. Or a list of nodes. */
export interface Markup extends Array<Node | Attributes> {}

export interface Attributes {
  [name: string]: string | number | boolean | null | { asset: string } | { t: string; [argument: string]: string | number };
}

/** An item that a script makes: what a learner answers. */
export interface Item {
  /** What tells it from others of the block; stays the same when the block is edited. */
  id?: string;
  /** What `grade` gets beside the answer; `kind` is put in. */
  spec: { [key: string]: Json };
  /** The answer is typed and not chosen. */
  typed?: boolean;
  /** How many options there are to choose from. */
  options?: number;
  /** The objective, where the block's own is not meant. */
  objective?: string;
}

/** What a block becomes. Everything may be left out. */
export interface Expansion {
  /** For the template, as `data`. */
  data?: Json;
  /** For the template, as `markup`; a kind without a template shows it as it is. */
  markup?: Node;
  /** Markdown with blocks, shown in place of this block: it is read as if it stood there. */
  blocks?: string;
  /** In place of the items that the manifest's model makes. */
  items?: Item[];
  /** Ids that must exist. */
  references?: { objective?: string; lesson?: string; mixup?: string; at?: Place }[];
  /** Words by which the lesson should be found. */
  search?: string;
  /** Markdown that stands open on the plain page, in place of the parts, where these are the key; they are hidden then. */
  open?: string;
  problems?: Problem[];
}

/** `expand.js`: a block becomes what is shown. Nothing: the template does it all. */
export type Expand = (block: Block) => Expansion | null | undefined | void;

/** What `grade` says. `null`: it can't be judged, nothing is recorded. */
export interface Grade {
  correct: boolean | null;
  /** Keys of parts to show: `["options.0"]`. */
  feedback?: string[];
  mixup?: string;
  note?: string;
  score?: number;
  /** What the note's text puts in. */
  [argument: string]: Json | undefined;
}

/** `grade.js`: judges an answer, in the build and in the browser. */
export type GradeFunction = (answer: Json, spec: { [key: string]: any }) => Grade;

/** `key.js`, `samples`: the answers that the author promises. */
export type Samples = (spec: { [key: string]: any }) => { answer: Json; correct: boolean; at?: string }[];

/** `key.js`, `problems`: what else is wrong with an item. */
export type Problems = (spec: { [key: string]: any }) => (Problem & { code?: string })[];

/** A file of the curriculum, as `source` gets it. */
export interface SourceFile {
  path: string;
  /** The whole text. */
  text: string;
  /** Of `.toml`, `.json` and `.yaml` files what they hold; of Markdown its front matter, `{}` without one. */
  data: Json;
  /** The text without the front matter. */
  body: string;
}

export interface SourceContext {
  /** All files that the manifest's `files` match, in order. */
  paths: string[];
  /** All files that the manifest's `sees` match, in order: what is in them stays unknown. */
  seen: string[];
  /** What the files of the manifest's `reads` hold, by path: of `.toml`, `.json` and `.yaml` files their values, of others
   * their text. */
  files: { [path: string]: Json };
}

/** What a file is to the curriculum. */
export interface Source {
  /** Front matter, with the keys of a lesson; it stands in place of what the file has. */
  front?: { [key: string]: Json };
  /** The lesson's text, where it is not the file's own. */
  markdown?: string;
  problems?: { message: string; help?: string; line?: number; severity?: "error" | "warning" | "note" }[];
}

/** `source.js`: makes a lesson of a file. Nothing: the file stays as it is. */
export type SourceFunction = (file: SourceFile, context: SourceContext) => Source | null | undefined | void;

/** The linked curriculum, as `check` gets it. */
export interface Curriculum {
  id: string;
  title: string;
  language: string;
  objectives: { id: string; title: string; can: string; lessons: string[]; items: number; requires: string[] }[];
  lessons: {
    id: string;
    path: string;
    title: string;
    teaches: string[];
    interests: string[];
    minutes: number;
    words: number;
    headings: { level: number; text: string; line: number }[];
    links: { to: string; line: number }[];
    images: { to: string; alt: string; line: number }[];
    kinds: string[];
    items: string[];
  }[];
}

/** `check.js`: looks over the whole curriculum and says what is amiss. */
export type Check = (
  curriculum: Curriculum,
) => { message: string; help?: string; lesson?: string; objective?: string; line?: number; severity?: "error" | "warning" | "note" }[];

/** What an element may ask of the page: the same in the page itself and in a frame. */
export interface Host {
  /** Keeps an entry about an item. Without `kind` it is an attempt; `state` is work in hand, to be shown again: it proves
   * nothing. In a frame: about the block's own items only, and the objective is that of the item. Gives a promise: kept. */
  record(entry: { item: string; objective?: string; answer?: Json; correct?: boolean | null; kind?: "reflection" | "product" | "state"; [key: string]: any }): Promise<boolean>;
  /** What was kept of an item, oldest first. In a frame: of the block's own items. */
  history(item: string): { correct?: boolean | null; answer?: Json; t: number; [key: string]: any }[];
  grade(answer: Json, spec: { [key: string]: any }): Grade;
  t(key: string, args?: { [name: string]: string | number }): string;
  announce(text: string): void;
  assisted(): void;
  /** Goes to another lesson; in a frame only where a link leads that the template wrote, and only after a click or key. */
  goTo(href: string): void;
  /** `once`: there is one try only, as in a review. */
  settings: { lang: string; reduced_motion: boolean; once: boolean; support: string };
}

/** `element.js`: called once for each block, after the record was read. */
export type Connect = (el: HTMLElement, host: Host) => void;

/** Modules that come with Wend, for every script and element: `import { read } from "wend:number"`. */
declare module "wend:number" {
  /** An exact fraction; `d` is more than 0. */
  export interface Exact {
    n: bigint;
    d: bigint;
  }
  /** What a text can mean as a number: `3/4`, `1 1/2`, `½`, `0,75`, `75 %`, digits of any script; `1,000` means two. */
  export function readings(text: string): (Exact & { lowest: boolean })[];
  /** The first reading, or null. */
  export function read(text: unknown): Exact | null;
  /** In lowest terms: `3/4`, `2`. */
  export function write(a: Exact): string;
  /** As a float, for drawing. */
  export function near(a: Exact): number;
  export function same(a: Exact, b: Exact): boolean;
  export function less(a: Exact, b: Exact): boolean;
  export function plus(a: Exact, b: Exact): Exact;
  export function minus(a: Exact, b: Exact): Exact;
  export function times(a: Exact, b: Exact): Exact;
  export function over(a: Exact, b: Exact): Exact;
  export function absolute(a: Exact): Exact;
  /** Digits of every script as 0 to 9. */
  export function digits(text: string): string;
  /** One way of writing numbers: plain minus, slash and spaces. */
  export function plain(text: string): string;
}

/** What all questions do: check, try again, hints, certainty, feedback, variants, the record. For `element.js`. */
declare module "wend:ask" {
  /** What a kind brings for one item. */
  export interface Field {
    /** What comes before the buttons. */
    at: HTMLElement;
    read(): unknown;
    /** Shows an answer; `undefined`: none. */
    write(answer: unknown): void;
    lock(locked: boolean): void;
    focus(): void;
    mark?(result: any, answer: unknown): void;
    unmark?(): void;
  }
  /** `words` is the plugin's name, with which its texts begin: `abacus.wrong` is said in place of the library's own `wrong`. `fieldOf` gives nothing
   * where an item has no field. Enter in a line or a slider hands the answer in. */
  export function ask(
    el: HTMLElement,
    host: any,
    words: string,
    fieldOf: (section: HTMLElement, spec: any, changed: () => void) => Field | null,
  ): void;
  export function make(tag: string, className?: string, text?: string): HTMLElement;
  export function button(className: string, text: string, click: () => void): HTMLButtonElement;
  export function sign(): HTMLElement;
}
