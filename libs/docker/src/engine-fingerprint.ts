// Tells the cluster what this node's Docker engine is. Attribute names are Nomad's, so that constraints carry over.
import { setTimeout as pause } from "node:timers/promises";
import type { DriverFingerprint } from "@berth/ports/driver";
import type Dockerode from "dockerode";
import { engineMessage } from "./engine-error.js";
import type { DockerSettings } from "./settings.js";

const ANSWER_TIMEOUT_MS = 5_000;

export interface EngineFacts {
  readonly version: string;
  readonly osType: string;
  readonly runtimes: readonly string[];
  readonly bridgeIp: string;
  readonly processors: number;
}

/** An engine that hangs must not hold up the node's other fingerprints. */
async function answerOf<T>(question: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = pause(ANSWER_TIMEOUT_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`no answer after ${ANSWER_TIMEOUT_MS} ms`);
  });
  try {
    return await Promise.race([question, late]);
  } finally {
    late.catch(() => undefined);
    timer.abort();
  }
}

export async function engineFacts(engine: Dockerode): Promise<EngineFacts> {
  const info = await answerOf(engine.info());
  const runtimes: unknown = info["Runtimes"];
  return {
    version: String(info["ServerVersion"] ?? ""),
    osType: String(info["OSType"] ?? ""),
    runtimes: typeof runtimes === "object" && runtimes !== null ? Object.keys(runtimes).sort() : [],
    bridgeIp: await bridgeIp(engine),
    processors: Number(info["NCPU"] ?? 0),
  };
}

/** An engine may run without its default bridge; then the attribute is absent. */
async function bridgeIp(engine: Dockerode): Promise<string> {
  try {
    const network = await answerOf(engine.getNetwork("bridge").inspect());
    return network.IPAM?.Config?.[0]?.["Gateway"] ?? "";
  } catch {
    return "";
  }
}

export function healthyFingerprint(facts: EngineFacts, settings: DockerSettings): DriverFingerprint {
  const attributes: Record<string, string> = {
    "driver.docker.version": facts.version,
    "driver.docker.os_type": facts.osType,
    "driver.docker.runtimes": facts.runtimes.join(","),
  };
  if (facts.bridgeIp !== "") attributes["driver.docker.bridge_ip"] = facts.bridgeIp;
  if (settings.volumesEnabled) attributes["driver.docker.volumes.enabled"] = "true";
  if (settings.allowPrivileged) attributes["driver.docker.privileged.enabled"] = "true";
  return { detected: true, healthy: true, description: "Healthy", attributes };
}

export function unhealthyFingerprint(error: unknown, endpoint: string, seenBefore: boolean): DriverFingerprint {
  return {
    detected: seenBefore,
    healthy: false,
    description: `No Docker engine answers at ${endpoint} (${engineMessage(error)}); start it, or set DOCKER_HOST`,
    attributes: {},
  };
}
