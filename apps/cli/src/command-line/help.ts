// Help made from the table of commands.
import { columns } from "../output/columns.js";
import type { Command, FlagSpec } from "./command.js";
import { connectionFlags } from "./connection-flags.js";

function flagRow(spec: FlagSpec): readonly string[] {
  const alias = spec.alias === undefined ? "" : `, -${spec.alias}`;
  const value = spec.value === undefined ? "" : ` ${spec.value}`;
  return [`  -${spec.name}${alias}${value}`, spec.help];
}

const helpFlag: FlagSpec = { name: "help", alias: "h", help: "Show this" };

export function commandHelp(command: Command): string[] {
  const lines = [`Usage: berth ${command.name} ${command.usage === "" ? "" : `${command.usage} `}[flags]`.trimEnd(), "", `  ${command.summary}`];
  if (command.details !== undefined) lines.push("", ...command.details.split("\n").map((line) => `  ${line}`.trimEnd()));
  lines.push("", "Flags", ...columns([...command.flags, helpFlag].map(flagRow)));
  if (command.talks) lines.push("", "Where the server is", ...columns(connectionFlags.map(flagRow)));
  return lines;
}

const intro = ["Usage: berth COMMAND [arguments] [flags]", "", "  Berth runs jobs on a cluster of machines and keeps them running.", ""];

/** All commands, or those of one group such as "job". */
export function listHelp(commands: readonly Command[], group = ""): string[] {
  const shown = group === "" ? commands : commands.filter((command) => command.name.startsWith(`${group} `));
  const rows = shown.map((command) => [`  ${command.name} ${command.usage}`.trimEnd(), command.summary]);
  const head = group === "" ? [...intro, "Commands"] : [`Usage: berth ${group} COMMAND [arguments] [flags]`, "", "Commands"];
  return [
    ...head,
    ...columns(rows),
    "",
    "More about one: berth COMMAND -help. The server: -address or BERTH_ADDR (NOMAD_ADDR works too), else http://127.0.0.1:4646.",
    ...(group === "" ? ["First steps: ./berth demo shows a whole cluster at work; ./berth dev starts one for you."] : []),
  ];
}
