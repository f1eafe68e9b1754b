// The program under test, for tests in Node and in a browser.

import { spawn } from "node:child_process";
import { join, resolve } from "node:path";

export const project = resolve(import.meta.dirname, "..");

/** The program. */
export const WEND = process.env.WEND ?? join(project, "target/debug/wend");

/**
 * `wend serve` on a curriculum; gives the process and its address.
 * @param {string} dir
 * @param {{ port?: number, cwd?: string }} [options] `port` 0: any that is free
 * @returns {Promise<{ server: import("node:child_process").ChildProcess, url: string }>}
 */
export async function serving(dir, { port = 0, cwd } = {}) {
  const server = spawn(WEND, ["serve", dir, "--port", String(port)], { cwd, stdio: ["ignore", "ignore", "pipe"] });
  const url = await new Promise((found, failed) => {
    let said = "";
    server.stderr.on("data", (text) => {
      said += text;
      const address = /http:\/\/[\d.:]+\//.exec(said);
      if (address) found(address[0]);
    });
    server.on("exit", () => failed(new Error(said)));
  });
  return { server, url };
}
