// Where the server is and who asks: flags before BERTH_… before NOMAD_… variables.
import type { FlagSpec } from "./command.js";
import type { Flags } from "./flags.js";

export const connectionFlags: readonly FlagSpec[] = [
  { name: "address", value: "URL", help: "Server; else BERTH_ADDR, NOMAD_ADDR, http://127.0.0.1:4646" },
  { name: "region", value: "NAME", help: "Region; else BERTH_REGION, NOMAD_REGION" },
  { name: "namespace", value: "NAME", help: "Namespace; else BERTH_NAMESPACE, NOMAD_NAMESPACE" },
  { name: "token", value: "SECRET", help: "Token; else BERTH_TOKEN, NOMAD_TOKEN" },
  { name: "no-color", help: "No colours; so does NO_COLOR" },
];

export interface Target {
  readonly address: string;
  readonly region: string | undefined;
  readonly namespace: string | undefined;
  readonly token: string | undefined;
}

export function targetOf(flags: Flags, env: NodeJS.ProcessEnv): Target {
  const find = (flag: string, variable: string): string | undefined =>
    flags.text(flag) || env[`BERTH_${variable}`] || env[`NOMAD_${variable}`] || undefined;
  const address = find("address", "ADDR") ?? "http://127.0.0.1:4646";
  return {
    address: address.includes("://") ? address : `http://${address}`,
    region: find("region", "REGION"),
    namespace: find("namespace", "NAMESPACE"),
    token: find("token", "TOKEN"),
  };
}
