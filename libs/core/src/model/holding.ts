// What of a node is handed out by name: reserved cores and instances of devices, together "units". A holding is what one
// allocation got; it travels in the plan, stays with the allocation, and is freed when the allocation ends. Amounts are
// thousandths of a unit: a core and a whole device count 1000, a share of a device less. Nobody but these functions
// makes keys, so that fold, scheduler, applier and agent count the same things under the same names.

export interface HeldCores {
  readonly task: string;
  readonly ids: readonly number[];
}

export interface HeldDevices {
  readonly task: string;
  readonly vendor: string;
  readonly type: string;
  readonly name: string;
  readonly ids: readonly string[];
  /** Thousandths of each of them. */
  readonly milli: number;
}

export interface Holding {
  readonly cores: readonly HeldCores[];
  readonly devices: readonly HeldDevices[];
}

export const noHolding: Holding = { cores: [], devices: [] };

export const wholeUnit = 1_000;

export function coreKey(id: number): string {
  return `core/${id}`;
}

export interface DeviceGroupName {
  readonly vendor: string;
  readonly type: string;
  readonly name: string;
}

export function deviceKey({ vendor, type, name }: DeviceGroupName, id: string): string {
  return `${vendor}/${type}/${name}/${id}`;
}

export function eachUnit({ cores, devices }: Holding, visit: (key: string, milli: number) => void): void {
  for (const { ids } of cores) for (const id of ids) visit(coreKey(id), wholeUnit);
  for (const held of devices) for (const id of held.ids) visit(deviceKey(held, id), held.milli);
}

/** Adds what is held to counts by unit, or takes it away. */
export function countUnits(counts: Map<string, number>, holding: Holding, sign: 1 | -1): void {
  eachUnit(holding, (key, milli) => void counts.set(key, (counts.get(key) ?? 0) + sign * milli));
}
