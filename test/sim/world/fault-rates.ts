// How bad the world is, drawn from the seed: swarm testing. Most kinds of fault are switched off in most runs, so that the
// others are not drowned by them.
import { Random } from "./random.ts";

export interface FaultRates {
  readonly logDelayMs: number;
  readonly followDelayMs: number;
  readonly rpcDelayMs: number;
  readonly driverDelayMs: number;
  readonly appendLost: number;
  readonly answerLost: number;
  readonly duplicateStored: number;
  readonly appendCopiedLate: number;
  readonly requestLost: number;
  readonly replyLost: number;
  readonly requestDoubled: number;
  readonly publishLost: number;
  readonly driverStartFails: number;
  readonly driverCallFails: number;
  readonly taskDies: number;
  readonly storeCrash: number;
  readonly historyFails: number;
  /** Mean time between two of the kind; 0 = never. */
  readonly crashEveryMs: number;
  readonly termEveryMs: number;
  readonly pauseEveryMs: number;
  readonly partitionEveryMs: number;
  readonly logDownEveryMs: number;
  readonly logFullEveryMs: number;
  readonly leasesGoneEveryMs: number;
  readonly leaseLieEveryMs: number;
  readonly clockJumpEveryMs: number;
  readonly agentCrashEveryMs: number;
  readonly machineCrashEveryMs: number;
  readonly machineFlapsEveryMs: number;
  readonly machineReplacedEveryMs: number;
  readonly registryFaultEveryMs: number;
  readonly historyLostEveryMs: number;
}

export function drawFaultRates(random: Random): FaultRates {
  const rate = (odds: number, most: number): number => (random.chance(odds) ? most * random.next() ** 2 : 0);
  const every = (odds: number, leastMs: number): number => (random.chance(odds) ? leastMs * (1 + 5 * random.next()) : 0);
  return {
    logDelayMs: random.pick([2, 10, 100, 400]),
    followDelayMs: random.pick([2, 10, 100, 1_000]),
    rpcDelayMs: random.pick([2, 10, 100, 600]),
    driverDelayMs: random.pick([20, 200, 2_000, 8_000]),
    appendLost: rate(0.3, 0.3),
    answerLost: rate(0.4, 0.5),
    duplicateStored: rate(0.3, 1),
    requestLost: rate(0.3, 0.2),
    replyLost: rate(0.3, 0.2),
    requestDoubled: rate(0.3, 0.3),
    publishLost: rate(0.3, 0.5),
    driverStartFails: rate(0.25, 0.3),
    driverCallFails: rate(0.25, 0.3),
    taskDies: rate(0.3, 0.3),
    storeCrash: rate(0.2, 0.02),
    crashEveryMs: every(0.4, 8_000),
    termEveryMs: every(0.3, 10_000),
    pauseEveryMs: every(0.3, 8_000),
    partitionEveryMs: every(0.35, 8_000),
    logDownEveryMs: every(0.25, 20_000),
    leasesGoneEveryMs: every(0.25, 10_000),
    leaseLieEveryMs: every(0.25, 15_000),
    clockJumpEveryMs: every(0.25, 10_000),
    agentCrashEveryMs: every(0.35, 6_000),
    machineCrashEveryMs: every(0.3, 15_000),
    machineReplacedEveryMs: every(0.2, 30_000),
    registryFaultEveryMs: every(0.2, 15_000),
    appendCopiedLate: rate(0.3, 0.3),
    historyFails: rate(0.3, 0.5),
    historyLostEveryMs: every(0.1, 40_000),
    logFullEveryMs: every(0.15, 20_000),
    machineFlapsEveryMs: every(0.15, 20_000),
  };
}

const delays = ["logDelayMs", "followDelayMs", "rpcDelayMs", "driverDelayMs"] as const;
const aDelayMs = 2;

/** Kinds of faults that can be left out, by their names in FaultRates. */
export const faultKinds: readonly string[] = Object.keys(drawFaultRates(new Random(1)));

export function without(rates: FaultRates, kinds: readonly string[]): FaultRates {
  const left = Object.entries(rates).map(([kind, rate]) => [kind, !kinds.includes(kind) ? rate : (delays as readonly string[]).includes(kind) ? aDelayMs : 0]);
  return Object.fromEntries(left) as unknown as FaultRates;
}
