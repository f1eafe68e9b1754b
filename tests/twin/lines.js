// Reads cases, one JSON a line, and answers each with one line of canonical JSON.
// Called by crates/wend-core/tests/twin.rs.
import { createInterface } from "node:readline";
import { canonical } from "../../themes/trail/client/engine/evidence.js";
import { answer, answerTicket } from "./answer.js";
import { answerPlace } from "./place.js";

for await (const line of createInterface({ input: process.stdin })) {
  if (!line) continue;
  const input = JSON.parse(line);
  process.stdout.write(canonical("ticket" in input ? answerTicket(input) : "place" in input ? answerPlace(input) : answer(input)) + "\n");
}
