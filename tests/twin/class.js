// A board as the desk in the browser makes it: of a built site's catalog, rows and files. Called by
// crates/wend-cli/tests/it/board.rs with the path of what is asked, as JSON.
import { readFileSync } from "node:fs";
import { board } from "../../themes/trail/client/engine/board.js";
import { readCatalog } from "../../themes/trail/client/engine/catalog.js";
import { canonical } from "../../themes/trail/client/engine/evidence.js";
import { parseLog } from "../../themes/trail/client/engine/logfile.js";
import { makeGraph } from "../../themes/trail/client/engine/readiness.js";

const { catalog, members, options } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const graph = makeGraph(readCatalog(JSON.parse(catalog.slice(catalog.indexOf("{"), catalog.lastIndexOf("}") + 1))));
const read = members.map((/** @type {any} */ { alias, file, row }) => {
  const log = file ? parseLog(file).log : null;
  return { alias, record: log?.record, entries: log?.entries ?? [], row };
});
console.log(canonical(board(graph, read, options)));
