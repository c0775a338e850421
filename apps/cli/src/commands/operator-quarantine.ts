import { openRegionNotes } from "@berth/nats/cluster";
import { quarantine } from "@berth/runtime/operator/quarantine";
import { type Call, UsageError } from "../command-line/command.js";

const quiet = (): void => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet, child: () => logger };

export async function run({ args, flags, env, terminal }: Call): Promise<number> {
  const halted = Number(args[0]);
  const chainHash = args[1]!;
  if (!Number.isSafeInteger(halted) || halted < 0) throw new UsageError(`"${args[0]}" is not an index`);
  if (!/^[0-9a-f]{16}$/.test(chainHash)) throw new UsageError(`"${chainHash}" is not a chain hash: 16 hexadecimal digits`);
  const url = flags.text("nats") ?? env["BERTH_NATS_URL"] ?? "nats://127.0.0.1:4222";
  const region = flags.text("region") ?? env["BERTH_REGION"] ?? "global";
  const link = await openRegionNotes({ url, region }, logger);
  try {
    const index = halted + 1;
    const all = await quarantine(link.notes, { index, chainHash, reason: flags.text("reason") ?? "" });
    terminal.out(`Entry ${index} behind chain hash ${chainHash} is quarantined; ${all.length} in all. Servers that start from now on skip it.`);
    return 0;
  } finally {
    await link.close();
  }
}
