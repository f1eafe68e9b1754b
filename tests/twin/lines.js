// Reads cases, one JSON a line, and answers each with one line of canonical JSON.
// Called by crates/wend-core/tests/twin.rs.
import { createInterface } from "node:readline";
import { canonical } from "../../themes/trail/client/engine/evidence.js";
import { answer, answerFile, answerPacked, answerPath, answerReviews, answerTicket } from "./answer.js";
import { answerBoard } from "./board.js";
import { answerPlace } from "./place.js";

for await (const line of createInterface({ input: process.stdin })) {
  if (!line) continue;
  const input = JSON.parse(line);
  const ask =
    "ticket" in input ? answerTicket
    : "packed" in input ? answerPacked
    : "place" in input ? answerPlace
    : "board" in input ? answerBoard
    : "reviews" in input ? answerReviews
    : "file" in input ? answerFile
    : "log" in input ? answer
    : answerPath;
  process.stdout.write(canonical(await ask(input)) + "\n");
}
