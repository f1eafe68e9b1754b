// One page of every kind that a site has.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** All files below a folder, relative, sorted. */
export function below(dir, ending, at = "") {
  /** @type {string[]} */
  const found = [];
  for (const entry of readdirSync(join(dir, at), { withFileTypes: true })) {
    const path = at ? `${at}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...below(dir, ending, path));
    else if (path.endsWith(ending)) found.push(path);
  }
  return found.sort();
}

/** A page a kind: `{name, path}`. */
export function kinds(site) {
  const lessons = below(site, ".html", "lessons");
  const objectives = below(site, ".html", "objectives");
  const middle = (list) => list[Math.floor(list.length / 2)];
  const pages = [
    { name: "today", path: "index.html" },
    { name: "path", path: "path.html" },
    { name: "map", path: "map.html" },
    { name: "me", path: "me.html" },
    { name: "review", path: "review.html" },
    { name: "slip", path: "slip.html" },
    { name: "placement", path: "placement.html" },
    { name: "about", path: "about.html" },
    { name: "list", path: "all/index.html" },
    { name: "offline", path: "offline.html" },
    { name: "missing", path: "404.html" },
    { name: "objective", path: middle(objectives) },
    { name: "lesson", path: middle(lessons) },
    { name: "lesson-first", path: lessons[0] },
    ...["index", "learners", "learner", "conference", "plan", "print"].map((page) => ({ name: `desk-${page}`, path: `teach/${page}.html` })),
  ];
  return pages.filter((page) => page.path && existsSync(join(site, page.path)));
}
