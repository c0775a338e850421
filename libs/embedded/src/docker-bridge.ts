import { randomBytes } from "node:crypto";
import { findExecutable } from "./find-executable.js";
import { runCommand, runOrThrow } from "./run-command.js";

/*
 * Each engine we start gets a bridge of its own, so that it neither takes over nor removes the bridge of another engine on the
 * machine. Its network is the first free /24 below 10.213.0.0/16.
 */

export interface DockerBridge {
  readonly name: string;
  remove(): Promise<void>;
}

export async function addDockerBridge(): Promise<DockerBridge> {
  const ip = (await findExecutable("ip")) ?? "ip";
  const name = `berth${randomBytes(4).toString("hex")}`;
  const inUse = await runOrThrow(ip, ["-4", "-o", "addr", "show"]);
  const network = firstFreeNetwork(inUse);
  await runOrThrow(ip, ["link", "add", "name", name, "type", "bridge"]);
  const remove = async (): Promise<void> => {
    await runCommand(ip, ["link", "del", name]);
  };
  try {
    await runOrThrow(ip, ["addr", "add", `${network}.1/24`, "dev", name]);
    await runOrThrow(ip, ["link", "set", name, "up"]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { name, remove };
}

export function firstFreeNetwork(addresses: string): string {
  for (let third = 1; third < 255; third++) {
    const network = `10.213.${third}`;
    if (!addresses.includes(`${network}.`)) return network;
  }
  throw new Error("all networks of 10.213.0.0/16 are in use: remove unused bridges whose name starts with berth");
}
