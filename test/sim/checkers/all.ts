import type { Checker } from "../scene.ts";
import { acceptance } from "./acceptance.ts";
import { allocationStates } from "./allocation-states.ts";
import { appliedOnce } from "./applied-once.ts";
import { capacity } from "./capacity.ts";
import { convergence } from "./convergence.ts";
import { counts } from "./counts.ts";
import { evaluations } from "./evaluations.ts";
import { history } from "./history.ts";
import { launches } from "./launches.ts";
import { memory } from "./memory.ts";
import { oneWriter } from "./one-writer.ts";
import { plans } from "./plans.ts";
import { ports } from "./ports.ts";
import { preemptions } from "./preemptions.ts";
import { registrations } from "./registrations.ts";
import { replicas } from "./replicas.ts";
import { rollingFloor } from "./rolling-floor.ts";
import { silence } from "./silence.ts";
import { snapshots } from "./snapshots.ts";
import { tasks } from "./tasks.ts";

/** Some of them remember: a new set for each run. */
export function allCheckers(): readonly Checker[] {
  return [acceptance, allocationStates(), appliedOnce(), capacity(), convergence, counts, evaluations, history, launches(), memory, oneWriter(), plans(), ports(), preemptions(), registrations(), replicas(), rollingFloor, silence(), snapshots(), tasks];
}
