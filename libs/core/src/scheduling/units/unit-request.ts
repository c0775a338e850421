// What a group asks for by name: reserved cores and devices of its tasks. In the order of the tasks, cores first within
// a task, so that two readers number the requests alike.
import { wholeUnit } from "../../model/holding.js";
import type { TaskGroup } from "../../model/job.js";
import type { RequestedDevice } from "../../model/resources.js";

export interface CoreRequest {
  readonly kind: "cores";
  readonly task: string;
  readonly count: number;
}

export interface DeviceRequest {
  readonly kind: "device";
  readonly task: string;
  readonly count: number;
  /** Thousandths of each instance. */
  readonly milli: number;
  readonly device: RequestedDevice;
}

export type UnitRequest = CoreRequest | DeviceRequest;

const none: readonly UnitRequest[] = [];
const known = new WeakMap<TaskGroup, readonly UnitRequest[]>();

function read(group: TaskGroup): readonly UnitRequest[] {
  const requests = group.Tasks.flatMap(({ Name: task, Resources: { Cores: cores, Devices: devices } }): UnitRequest[] => [
    ...(cores > 0 ? [{ kind: "cores" as const, task, count: cores }] : []),
    ...(devices ?? []).map((device) => ({ kind: "device" as const, task, count: device.Count, milli: device.ShareMilli === 0 ? wholeUnit : device.ShareMilli, device })),
  ]);
  return requests.length === 0 ? none : requests;
}

/** Empty for nearly all groups. */
export function unitRequestsOfGroup(group: TaskGroup): readonly UnitRequest[] {
  let requests = known.get(group);
  if (requests === undefined) known.set(group, (requests = read(group)));
  return requests;
}

export function asksDevices(requests: readonly UnitRequest[]): boolean {
  return requests.some(({ kind }) => kind === "device");
}
