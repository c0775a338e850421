// What is done to the real processes of a region. Each fault names who it hit and heals itself; a killed process is started
// again by its supervisor, as production does.
import { setTimeout as sleep } from "node:timers/promises";
import { subjectsOf } from "@berth/contracts/rpc";
import type { Role } from "@berth/core/model/entry";
import type { Supervised } from "../../apps/cli/src/dev/supervised.ts";
import { benchRegion } from "../bench/cluster/bench-cluster.ts";
import type { Random } from "../sim/world/random.ts";
import { type ChaosRegion, processesOf } from "./region/chaos-region.ts";

type Way = "killed" | "asked to stop" | "paused";

export interface Fault {
  readonly kind: string;
  /** Resolves with who was hit when whatever was paused goes on; undefined: nobody was there to be hit. */
  readonly inject: (region: ChaosRegion, random: Random) => Promise<string | undefined>;
}

/** From shorter than a lease to longer than one. */
const pauseMs = [800, 4_500] as const;
const ways: readonly Way[] = ["killed", "asked to stop", "paused"];

type Choice = (region: ChaosRegion, random: Random) => Supervised | undefined | Promise<Supervised | undefined>;

function faultOf(who: string, way: Way, choose: Choice): Fault {
  return {
    kind: `${who} ${way}`,
    inject: async (region, random) => {
      const target = await choose(region, random);
      if (target === undefined || target.pid === 0) return undefined;
      await hit([target], way, random);
      return target.name;
    },
  };
}

/** Until who was paused goes on, and who was to end has ended. */
async function hit(targets: readonly Supervised[], way: Way, random: Random): Promise<void> {
  const signal = way === "killed" ? "SIGKILL" : way === "paused" ? "SIGSTOP" : "SIGTERM";
  const hits = targets.map((target) => ({ target, pid: target.pid })).filter(({ pid }) => pid > 0);
  for (const { pid } of hits) signalled(pid, signal);
  if (way === "paused") {
    await sleep(random.int(...pauseMs));
    for (const { pid } of hits) signalled(pid, "SIGCONT");
  } else while (hits.some(({ target, pid }) => target.pid === pid)) await sleep(1);
}

/** It may have ended by itself a moment before. */
function signalled(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The process id in a holder's name: `<service>/<host>-<pid>-<random>`. */
function leaderOf({ member, services }: ChaosRegion, role: Role): Supervised | undefined {
  const pid = Number(member.parts.replica.state.leaders.get(role)?.holder.split("-").at(-2));
  return services.find((service) => service.pid === pid);
}

const leaders: readonly (readonly [service: string, role: Role])[] = [
  ["plan-applier", "applier"],
  ["evaluation-broker", "broker"],
  ["controller-manager", "controller"],
];

function oneOf(service: string): Choice {
  return ({ services }, random) => random.pick(services.filter(({ name }) => name.startsWith(service)));
}

function serviceFaults(): readonly Fault[] {
  const ofLeaders = leaders.flatMap(([service, role]) => [
    ...ways.map((way) => faultOf(`leader of ${service}`, way, (region) => leaderOf(region, role))),
    faultOf(`standby of ${service}`, "killed", (region) => region.services.find((one) => one.name.startsWith(service) && one !== leaderOf(region, role))),
  ]);
  const ofOthers = ["scheduler", "node-gateway", "job-api"].flatMap((service) => ways.map((way) => faultOf(`one ${service}`, way, oneOf(service))));
  return [...ofLeaders, ...ofOthers];
}

const logStream = subjectsOf(benchRegion).stream;

function natsFaults(replicas: number): readonly Fault[] {
  if (replicas === 1) return ways.map((way) => faultOf("NATS", way, ({ nats }) => nats.nodes[0]!.process));
  const leader: Choice = async ({ nats }) => (await nats.leaderOf(logStream))?.process;
  const follower: Choice = async ({ nats }, random) => {
    const leading = await nats.leaderOf(logStream);
    return random.pick(nats.nodes.filter((node) => node !== leading)).process;
  };
  return ways.flatMap((way) => [faultOf("NATS stream leader", way, leader), faultOf("NATS stream follower", way, follower)]);
}

/** As when the power goes, but for what the kernel has not written yet. */
const everything: Fault = {
  kind: "everything killed",
  inject: async (region, random) => {
    await hit(processesOf(region), "killed", random);
    return "everything";
  },
};

/** The log's server is gone in the middle of a write: what it had acknowledged is whole, half an entry comes behind it. */
const powerCut: Fault = {
  kind: "power cut in the middle of a write",
  inject: async ({ nats }, random) => {
    const [node] = nats.nodes;
    if (node === undefined || node.process.pid === 0) return undefined;
    node.tearBeforeStart(logStream);
    await hit([node.process], "killed", random);
    return node.process.name;
  },
};

export function allFaults(replicas: number): readonly Fault[] {
  return [...serviceFaults(), ...natsFaults(replicas), ...(replicas === 1 ? [powerCut] : []), everything];
}
