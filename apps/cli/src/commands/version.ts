import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Call } from "../command-line/command.js";

const packageSchema = z.object({ version: z.string() });

export async function run(call: Call): Promise<number> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  call.terminal.out(`Berth v${packageSchema.parse(JSON.parse(text)).version}`);
  return 0;
}
