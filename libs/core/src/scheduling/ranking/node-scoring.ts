// Room and score of one node for one group, from the columns and the plan's overlay: whether the group fits there,
// and the components of the score that are the node's own (nomad.md 4.10).
import { portRequestsOfGroup, type PortRequest, shapeOfGroup } from "../../model/group-demand.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { Shape } from "../../state/interned.js";
import type { NodeRecord } from "../../state/node-table.js";
import { type Misfit, fits, reservedPortCollision } from "../fit.js";
import type { NodeIndex } from "../node-index/node-index.js";
import type { MutableShape, PlanOverlay } from "../plan-overlay.js";
import { nodeAffinity } from "./affinity.js";
import type { Holding } from "../../model/holding.js";
import type { MixedAsk } from "../../state/device-mix.js";
import { type UnitChoice, chooseUnits } from "../units/choose-units.js";
import { affinityWeight } from "../units/device-match.js";
import { unitOfferOf } from "../units/unit-offer.js";
import { type UnitRequest, unitRequestsOfGroup } from "../units/unit-request.js";
import { balanceFit } from "./balance-score.js";
import { type DeviceWorkload, workloadOf } from "./device-fit.js";
import { type KnownFits, knownFits } from "./known-device-fits.js";
import { type FitAlgorithm, askPower, fillPower, packedFit } from "./fit-score.js";

export interface Components {
  readonly fit: number;
  /** Absent components do not take part in the mean. */
  readonly jobAntiAffinity: number | undefined;
  readonly nodeAffinity: number | undefined;
  /** Matched weights of device affinities over all of them. */
  readonly devices: number | undefined;
}

export interface ScoringContext {
  readonly overlay: PlanOverlay;
  readonly index: NodeIndex;
  readonly algorithm: FitAlgorithm;
  /** What jobs ask of devices. */
  readonly mix: readonly MixedAsk[];
}

export class NodeScoring {
  readonly shape: Shape;
  readonly portRequests: readonly PortRequest[];
  readonly hasStaticPorts: boolean;
  readonly units: readonly UnitRequest[];
  /** Of the node last summed. */
  componentCount = 0;
  private readonly affinity: ReturnType<typeof nodeAffinity>;
  private readonly affinityByClass = new Map<number, number>();
  private readonly capacity: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly used: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  /** What the group takes of machines like the last one seen: neighbours are mostly of one size. */
  private readonly taking = { ofCpuMhz: -1, ofMemoryMb: -1, cpu: 1, memory: 1 };
  private readonly workload: DeviceWorkload;
  private readonly deviceAffinityWeight: number;
  private readonly known: KnownFits | undefined;
  private readonly takenOfMemory = new Map<number, number>();

  constructor(
    private readonly context: ScoringContext,
    private readonly spec: { readonly job: Job; readonly group: TaskGroup },
  ) {
    this.shape = shapeOfGroup(spec.group);
    this.portRequests = portRequestsOfGroup(spec.group);
    this.hasStaticPorts = this.portRequests.some((request) => request.staticPort !== 0);
    this.affinity = nodeAffinity(spec.job, spec.group);
    this.units = unitRequestsOfGroup(spec.group);
    this.workload = workloadOf(context.mix);
    this.deviceAffinityWeight = affinityWeight(this.units);
    this.known = this.workload.isEmpty ? undefined : knownFits(context.index, context.mix, this.askKey());
  }

  /** All that a device fit depends on but the node and the mix. */
  private askKey(): string {
    const requests = this.units.map((request) => (request.kind === "cores" ? request.count : [request.count, request.milli, request.device]));
    return JSON.stringify([this.shape, requests]);
  }

  misfitOn(node: NodeRecord): Misfit | undefined {
    const { overlay } = this.context;
    overlay.capacityInto(node.row, this.capacity);
    overlay.usedInto(node.row, this.used);
    const misfit = fits(this.capacity, this.used, this.askOn(node));
    if (misfit !== undefined) return misfit;
    const collision = this.hasStaticPorts ? reservedPortCollision(this.portRequests, overlay.takenPorts(node).forStatic) : undefined;
    return collision ?? (this.units.length === 0 ? undefined : this.unitMisfitOn(node));
  }

  private unitMisfitOn(node: NodeRecord): Misfit | undefined {
    if (this.offersDevices(node) && this.knownFitOn(node) !== undefined) return undefined;
    const choice = this.unitsOn(node);
    return choice.kind === "failed" ? choice.misfit : undefined;
  }

  /** Cores and devices that the group would get there; undefined: it asks for none. */
  holdingOn(node: NodeRecord): Holding | undefined {
    if (this.units.length === 0) return undefined;
    const choice = this.unitsOn(node);
    return choice.kind === "chosen" ? choice.holding : undefined;
  }

  private unitsOn(node: NodeRecord): UnitChoice {
    return chooseUnits(unitOfferOf(node.spec), this.units, this.context.overlay.heldUnits(node));
  }

  private askOn(node: NodeRecord): Shape {
    return this.shape.cores === undefined ? this.shape : this.context.index.table.askOn(node.row, this.shape);
  }

  componentsOn(node: NodeRecord): Components {
    return { fit: this.fitOn(node), ...this.preferencesOn(node), devices: this.deviceAffinityOn(node) };
  }

  /** What does not depend on room. */
  preferencesOn(node: NodeRecord): Pick<Components, "jobAntiAffinity" | "nodeAffinity"> {
    const { group } = this.spec;
    const collisions = this.context.overlay.ofGroupOn(group.Name, node.row);
    return { jobAntiAffinity: collisions > 0 ? -(collisions + 1) / Math.max(1, group.Count) : undefined, nodeAffinity: this.affinityOf(node) };
  }

  /** Sum of the components that take part; `componentCount` says how many. */
  sumOn(node: NodeRecord): number {
    const { group } = this.spec;
    let sum = this.fitOn(node);
    this.componentCount = 1;
    const collisions = this.context.overlay.ofGroupOn(group.Name, node.row);
    if (collisions > 0) {
      sum += -(collisions + 1) / Math.max(1, group.Count);
      this.componentCount++;
    }
    const affinity = this.affinityOf(node);
    if (affinity !== undefined) {
      sum += affinity;
      this.componentCount++;
    }
    const devices = this.deviceAffinityOn(node);
    if (devices !== undefined) {
      sum += devices;
      this.componentCount++;
    }
    return sum;
  }

  private deviceAffinityOn(node: NodeRecord): number | undefined {
    if (this.deviceAffinityWeight === 0) return undefined;
    const choice = this.unitsOn(node);
    return choice.kind === "chosen" ? choice.affinity / this.deviceAffinityWeight : 0;
  }

  /** The component's name, as explanations show it. */
  fitNameOn(node: NodeRecord): string {
    return this.offersDevices(node) ? "device-fit" : "binpack";
  }

  /** Devices are packed by what becomes useless, unless allocations are to be spread. */
  private offersDevices(node: NodeRecord): boolean {
    return this.known !== undefined && this.context.algorithm !== "spread" && unitOfferOf(node.spec).devices.length > 0;
  }

  private fitOn(node: NodeRecord): number {
    const { algorithm, overlay } = this.context;
    if (this.offersDevices(node)) return this.knownFitOn(node) ?? this.deviceFitOn(node);
    if (algorithm === "balance" || this.shape.cores !== undefined) {
      overlay.capacityInto(node.row, this.capacity);
      overlay.usedInto(node.row, this.used);
      const ask = this.askOn(node);
      if (algorithm === "balance") return balanceFit(this.capacity, this.used, ask);
      const power = (used: number, asked: number, capacity: number): number => fillPower(used, capacity) * askPower(asked, capacity);
      const { capacity, used } = this;
      return packedFit(power(used.cpuMhz, ask.cpuMhz, capacity.cpuMhz) + power(used.memoryMb, ask.memoryMb, capacity.memoryMb), algorithm);
    }
    return this.powerFitOn(node, algorithm);
  }

  private isAsKnown({ row }: NodeRecord): boolean {
    const { index, overlay } = this.context;
    return index.classAt(row) >= 0 && overlay.isUntouched(row);
  }

  private knownFitOn(node: NodeRecord): number | undefined {
    const { fits: known, stamps } = this.known!;
    if (!this.isAsKnown(node) || stamps[node.row] !== this.context.index.stamps[node.row]) return undefined;
    return known[node.row];
  }

  /** Only where it fits. */
  private deviceFitOn(node: NodeRecord): number {
    const { overlay, index } = this.context;
    const { row } = node;
    overlay.capacityInto(row, this.capacity);
    overlay.usedInto(row, this.used);
    const around = { offer: unitOfferOf(node.spec), held: overlay.heldUnits(node), capacity: this.capacity, used: this.used };
    const fit = this.workload.fitOf(around, this.askOn(node), this.holdingOn(node));
    if (this.isAsKnown(node)) {
      this.known!.fits[row] = fit;
      this.known!.stamps[row] = index.stamps[row]!;
    }
    return fit;
  }

  private powerFitOn(node: NodeRecord, algorithm: Exclude<FitAlgorithm, "balance">): number {
    const { overlay, index } = this.context;
    const { capacity, used } = this;
    const { row } = node;
    overlay.capacityInto(row, capacity);
    this.useSize();
    if (index.classAt(row) >= 0 && overlay.isUntouched(row))
      return packedFit(index.cpuPower[row]! * this.taking.cpu + index.memoryPower[row]! * this.taking.memory, algorithm);
    overlay.usedInto(row, used);
    const cpu = fillPower(used.cpuMhz, capacity.cpuMhz) * this.taking.cpu;
    return packedFit(cpu + fillPower(used.memoryMb, capacity.memoryMb) * this.taking.memory, algorithm);
  }

  private useSize(): void {
    const { capacity, taking, shape } = this;
    if (taking.ofCpuMhz !== capacity.cpuMhz) {
      taking.ofCpuMhz = capacity.cpuMhz;
      taking.cpu = askPower(shape.cpuMhz, capacity.cpuMhz);
    }
    if (taking.ofMemoryMb !== capacity.memoryMb) {
      taking.ofMemoryMb = capacity.memoryMb;
      let power = this.takenOfMemory.get(capacity.memoryMb);
      if (power === undefined) this.takenOfMemory.set(capacity.memoryMb, (power = askPower(shape.memoryMb, capacity.memoryMb)));
      taking.memory = power;
    }
  }

  private affinityOf(node: NodeRecord): number | undefined {
    const { affinity } = this;
    if (affinity === undefined) return undefined;
    const classId = affinity.escapes ? -1 : this.context.index.classAt(node.row);
    if (classId < 0) return affinity.scoreOn(node.spec);
    let score = this.affinityByClass.get(classId);
    if (score === undefined) this.affinityByClass.set(classId, (score = affinity.scoreOn(node.spec)));
    return score;
  }
}
