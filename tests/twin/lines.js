// Reads cases, one JSON a line, and answers each with one line of canonical JSON.
// Called by crates/wend-core/tests/twin.rs.
import { createInterface } from "node:readline";
import { canonical } from "../../themes/trail/client/engine/evidence.js";
import { answer } from "./answer.js";

for await (const line of createInterface({ input: process.stdin })) {
  if (line) process.stdout.write(canonical(answer(JSON.parse(line))) + "\n");
}
