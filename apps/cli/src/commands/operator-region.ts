import type { RegionAnswer } from "@berth/core/api/schema/region-answers";
import type { Call } from "../command-line/command.js";
import { openClient } from "../command-line/open-client.js";
import { columns, keyValues } from "../output/columns.js";
import { jsonText } from "../output/words.js";

function lines({ Index, Level, Leaders, Replicas, Projectors, Log, Snapshots }: RegionAnswer): string[] {
  const bound = Log.MaxBytes === 0 ? "not bounded" : `${Log.UsedPercent} % of ${(Log.MaxBytes / 1_000_000).toFixed(0)} MB`;
  return [
    ...keyValues([
      ["Index", String(Index)],
      ["Level", String(Level)],
      ["Log", `entries ${Log.First} to ${Log.Last}, ${(Log.Bytes / 1_000_000).toFixed(1)} MB, ${bound}`],
      ["Incarnation", Log.Incarnation],
    ]),
    "",
    ...columns([["Leader of", "Epoch", "Since index", "Holder"], ...Leaders.map((one) => [one.Role, String(one.Epoch), String(one.TakenAtIndex), one.Holder])]),
    "",
    ...columns([
      ["Service", "Index", "Behind", "Seen", "Instance"],
      ...Replicas.map((one) => [one.Service, String(one.Index), String(one.Behind), `${(one.SeenMsAgo / 1_000).toFixed(1)} s ago`, one.Instance]),
    ]),
    ...(Projectors.length === 0 ? [] : ["", ...columns([["Projector", "Index", "Behind"], ...Projectors.map((one) => [one.Name, String(one.Index), String(one.Behind)])])]),
    "",
    ...columns([
      ["Snapshot", "Index", "Size", "State hash", "Taken"],
      ...Snapshots.map((one) => [one.ID, String(one.Index), `${(one.Bytes / 1_000_000).toFixed(1)} MB`, one.StateHash, new Date(one.TakenAt).toISOString()]),
    ]),
  ];
}

export async function run(call: Call): Promise<number> {
  const region = await openClient(call).region.region();
  if (call.flags.isOn("json")) call.terminal.out(jsonText(region));
  else lines(region).forEach((line) => call.terminal.out(line));
  return 0;
}
