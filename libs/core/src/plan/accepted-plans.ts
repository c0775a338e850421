// What was accepted but is not folded yet, on top of the state: use by node, ports, and the jobs whose plan is under
// way. Several batches may be under way, each checked on top of those before it. A draft collects one plan's changes
// and is kept only when the whole plan is accepted; there is one draft at a time. When the own replica has folded a
// batch, or the batch was dropped, its part is taken back: the state then says the same, or nothing came of it.
import { type Holding, countUnits, eachUnit, wholeUnit } from "../model/holding.js";
import { fits } from "../scheduling/fit.js";
import { desiredCode, none } from "../state/allocation-table.js";
import type { Shape } from "../state/interned.js";
import type { JobRecord } from "../state/job-table.js";
import type { NodeRecord } from "../state/node-table.js";
import type { State } from "../state/state.js";
import { type Amounts, RowAmounts, addAmounts } from "./row-amounts.js";

const nothing: Shape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };

/** A job with a plan under way accepts no other until that one is folded. */
const underWay = -1;

/** What placements take, one element of `rows` and `shapes` a placement; what few of them take, with its node's row. */
class Takings {
  readonly rows: number[] = [];
  /** As asked of that node. */
  readonly shapes: Shape[] = [];
  /** Node row and port, one after the other. */
  readonly ports: number[] = [];
  readonly holdings: { readonly row: number; readonly holding: Holding }[] = [];

  add({ rows, shapes, ports, holdings }: Takings): void {
    for (const row of rows) this.rows.push(row);
    for (const shape of shapes) this.shapes.push(shape);
    for (const item of ports) this.ports.push(item);
    for (const item of holdings) this.holdings.push(item);
  }
}

/** By node: what is taken of it. */
class TakenOfNodes {
  private readonly amounts = new RowAmounts();
  private readonly ports = new Map<number, Set<number>>();
  private readonly units = new Map<number, Map<string, number>>();

  count({ rows, shapes, ports, holdings }: Takings, sign: 1 | -1): void {
    for (let i = 0; i < rows.length; i++) this.amounts.add(rows[i]!, shapes[i]!, sign);
    for (let i = 0; i < ports.length; i += 2) this.countPort(ports[i]!, ports[i + 1]!, sign);
    for (const { row, holding } of holdings) this.countUnits(row, holding, sign);
  }

  take(row: number, shape: Shape, { ports, holding }: Demand): void {
    this.amounts.add(row, shape, 1);
    for (const port of ports) this.countPort(row, port, 1);
    if (holding !== undefined) this.countUnits(row, holding, 1);
  }

  addAmounts(row: number, to: Amounts): void {
    this.amounts.addTo(row, to);
  }

  portsOn(row: number): ReadonlySet<number> | undefined {
    return this.ports.size === 0 ? undefined : this.ports.get(row);
  }

  milliOf(row: number, key: string): number {
    return this.units.get(row)?.get(key) ?? 0;
  }

  private countPort(row: number, port: number, sign: 1 | -1): void {
    let taken = this.ports.get(row);
    if (taken === undefined) this.ports.set(row, (taken = new Set()));
    if (sign === 1) taken.add(port);
    else taken.delete(port);
    if (taken.size === 0) this.ports.delete(row);
  }

  private countUnits(row: number, holding: Holding, sign: 1 | -1): void {
    let counts = this.units.get(row);
    if (counts === undefined) this.units.set(row, (counts = new Map()));
    countUnits(counts, holding, sign);
    for (const [key, milli] of counts) if (milli === 0) counts.delete(key);
    if (counts.size === 0) this.units.delete(row);
  }
}

/** Allocations that have to go for others, by row and by job. */
class Evictions {
  private readonly jobOfRow = new Map<number, string>();
  private readonly counts = new Map<string, number>();

  has(row: number): boolean {
    return this.jobOfRow.has(row);
  }

  ofJob(key: string): boolean {
    return this.counts.size > 0 && this.counts.has(key);
  }

  add(row: number, jobKey: string): void {
    this.jobOfRow.set(row, jobKey);
    this.counts.set(jobKey, (this.counts.get(jobKey) ?? 0) + 1);
  }

  delete(row: number): void {
    const key = this.jobOfRow.get(row);
    if (key === undefined) return;
    this.jobOfRow.delete(row);
    const left = this.counts.get(key)! - 1;
    if (left === 0) this.counts.delete(key);
    else this.counts.set(key, left);
  }
}

/** What was accepted for one entry. */
export interface AcceptedBatch {
  readonly jobs: string[];
  /** Rows of allocations of other jobs that have to go. */
  readonly evicted: number[];
  readonly takings: Takings;
}

function emptyBatch(): AcceptedBatch {
  return { jobs: [], evicted: [], takings: new Takings() };
}

/** What a placement takes besides its shape. */
export interface Demand {
  readonly ports: readonly number[];
  readonly holding: Holding | undefined;
}

export class AcceptedPlans {
  private readonly taken = new TakenOfNodes();
  private readonly drafted = new TakenOfNodes();
  private readonly jobs = new Set<string>();
  private readonly evictions = new Evictions();
  private draft: PlanDraft | undefined;
  private open = emptyBatch();

  constructor(private readonly state: State) {}

  decidedAt(job: JobRecord): number {
    return this.jobs.has(job.key) || this.evictions.ofJob(job.key) ? underWay : job.decidedAt;
  }

  isEvicted(row: number): boolean {
    return this.evictions.has(row);
  }

  /** Its room is nobody else's yet: neither another plan that evicts it nor one of its own job is under way. */
  mayEvict(row: number): boolean {
    return !this.evictions.has(row) && !this.jobs.has(this.state.jobOfAllocation(row).key);
  }

  /** Ends the draft before it, kept or not. */
  begin(): PlanDraft {
    this.draft?.end();
    this.draft = new PlanDraft(this.state, { accepted: this, taken: this.taken, drafted: this.drafted });
    return this.draft;
  }

  /** What was accepted since the last call: the next entry. */
  seal(): AcceptedBatch {
    const sealed = this.open;
    this.open = emptyBatch();
    return sealed;
  }

  /** The batch is in the state, or was dropped. */
  drop({ jobs, evicted, takings }: AcceptedBatch): void {
    for (const row of evicted) this.evictions.delete(row);
    for (const key of jobs) this.jobs.delete(key);
    this.taken.count(takings, -1);
  }

  /** What a plan frees counts for that plan alone: until the node has said so, others must not use it. */
  add(job: JobRecord, takings: Takings, evicted: Iterable<number>): void {
    for (const row of evicted) {
      this.evictions.add(row, this.state.jobOfAllocation(row).key);
      this.open.evicted.push(row);
    }
    this.jobs.add(job.key);
    this.taken.count(takings, 1);
    this.open.jobs.push(job.key);
    this.open.takings.add(takings);
  }
}

interface Freed extends Amounts {
  /** How many of a port's holders go. */
  readonly ports: Map<number, number>;
  readonly units: Map<string, number>;
}

interface DraftParts {
  readonly accepted: AcceptedPlans;
  readonly taken: TakenOfNodes;
  /** This draft's own. */
  readonly drafted: TakenOfNodes;
}

class PlanDraft {
  private readonly takings = new Takings();
  private readonly freed = new Map<number, Freed>();
  private readonly evicted = new Set<number>();
  /** Stopped or evicted by this plan, or going anyway. */
  private readonly freedRows = new Set<number>();
  private readonly capacityNow: Amounts = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly usedNow: Amounts = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };

  constructor(
    private readonly state: State,
    private readonly parts: DraftParts,
  ) {}

  stop(row: number): void {
    this.free(row, 1);
  }

  /** Somebody else's allocation has to go; `spare` takes it back. */
  evict(row: number): void {
    this.evicted.add(row);
    this.free(row, 1);
  }

  spare(row: number): void {
    this.evicted.delete(row);
    this.free(row, -1);
  }

  /** Its room is free; its ports and devices may be those of whoever it was evicted for. */
  letGo(row: number): void {
    this.free(row, 1, false);
  }

  /** Takes back `letGo`. */
  holdOn(row: number): void {
    this.free(row, -1, false);
  }

  /** Rows on the node: evicted for others, in the state or in what is under way, and not ended yet. */
  goingOn(node: NodeRecord): readonly number[] {
    const { allocations } = this.state;
    const isGoing = (row: number): boolean => allocations.desired.get(row) === desiredCode.evict || this.parts.accepted.isEvicted(row);
    return [...this.state.allocationsOnNode(node)].filter((row) => isGoing(row) && !this.freedRows.has(row) && !allocations.isClientTerminal(row));
  }

  /** Beside all that this plan places, as the draft has it. */
  canStay(row: number): boolean {
    const node = this.state.nodeOfAllocation(row);
    if (node === undefined) return true;
    if (fits(this.capacity(node), this.used(node), nothing) !== undefined) return false;
    const { ports = [], holding } = this.state.allocations.extras.get(row) ?? {};
    const taken = this.parts.drafted.portsOn(node.row);
    if (ports.some(({ value }) => taken?.has(value) === true)) return false;
    let isShared = false;
    const held = this.heldUnits(node);
    if (holding !== undefined) eachUnit(holding, (key) => void (isShared ||= held(key) > wholeUnit));
    return !isShared;
  }

  mayEvict(row: number): boolean {
    return !this.evicted.has(row) && this.parts.accepted.mayEvict(row);
  }

  private free(row: number, sign: 1 | -1, withUnits = true): void {
    if (sign === 1) this.freedRows.add(row);
    else this.freedRows.delete(row);
    const { allocations, shapes, nodes } = this.state;
    if (row === none || allocations.isClientTerminal(row)) return;
    const node = this.state.nodeOfAllocation(row);
    if (node === undefined) return;
    let freed = this.freed.get(node.row);
    if (freed === undefined) this.freed.set(node.row, (freed = { cpuMhz: 0, memoryMb: 0, diskMb: 0, ports: new Map(), units: new Map() }));
    addAmounts(freed, nodes.askOn(node.row, shapes.shape(allocations.shape.get(row))), sign === 1 ? -1 : 1);
    const extras = withUnits ? allocations.extras.get(row) : undefined;
    for (const { value } of extras?.ports ?? []) freed.ports.set(value, (freed.ports.get(value) ?? 0) + sign);
    if (extras?.holding !== undefined) countUnits(freed.units, extras.holding, sign === 1 ? -1 : 1);
  }

  place(node: NodeRecord, shape: Shape, demand: Demand): void {
    const asked = this.askOn(node, shape);
    const { takings } = this;
    this.parts.drafted.take(node.row, asked, demand);
    takings.rows.push(node.row);
    takings.shapes.push(asked);
    for (const port of demand.ports) takings.ports.push(node.row, port);
    if (demand.holding !== undefined) takings.holdings.push({ row: node.row, holding: demand.holding });
  }

  /** Reserved cores are asked in MHz of the node's own. */
  askOn(node: NodeRecord, shape: Shape): Shape {
    return this.state.nodes.askOn(node.row, shape);
  }

  /** Valid until the next call. */
  capacity(node: NodeRecord): Shape {
    const { nodes } = this.state;
    const capacity = this.capacityNow;
    capacity.cpuMhz = nodes.cpuCapacity[node.row]!;
    capacity.memoryMb = nodes.memoryCapacity[node.row]!;
    capacity.diskMb = nodes.diskCapacity[node.row]!;
    return capacity;
  }

  /** Valid until the next call. */
  used(node: NodeRecord): Shape {
    const { nodes } = this.state;
    const used = this.usedNow;
    used.cpuMhz = nodes.cpuUsed[node.row]!;
    used.memoryMb = nodes.memoryUsed[node.row]!;
    used.diskMb = nodes.diskUsed[node.row]!;
    this.parts.taken.addAmounts(node.row, used);
    this.parts.drafted.addAmounts(node.row, used);
    const freed = this.freed.size === 0 ? undefined : this.freed.get(node.row);
    if (freed !== undefined) addAmounts(used, freed, 1);
    return used;
  }

  takenPorts(node: NodeRecord): (port: number) => boolean {
    const accepted = this.parts.taken.portsOn(node.row);
    const freed = this.freed.get(node.row);
    return (port) =>
      (this.parts.drafted.portsOn(node.row)?.has(port) ?? false) ||
      (accepted?.has(port) ?? false) ||
      (node.ports.has(port) && !(freed !== undefined && freed.ports.get(port) === node.ports.holders(port)));
  }

  /** Thousandths of a core or device that are held. */
  heldUnits(node: NodeRecord): (key: string) => number {
    const { taken, drafted } = this.parts;
    const freed = this.freed.get(node.row)?.units;
    return (key) => node.units.milliOf(key) + taken.milliOf(node.row, key) + drafted.milliOf(node.row, key) + (freed?.get(key) ?? 0);
  }

  keep(job: JobRecord): void {
    this.parts.accepted.add(job, this.takings, this.evicted);
  }

  end(): void {
    this.parts.drafted.count(this.takings, -1);
  }
}

export type { PlanDraft };
