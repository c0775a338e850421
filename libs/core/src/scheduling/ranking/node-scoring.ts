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
import { type FitAlgorithm, askPower, fillPower, packedFit } from "./fit-score.js";

export interface Components {
  readonly binpack: number;
  /** Absent components do not take part in the mean. */
  readonly jobAntiAffinity: number | undefined;
  readonly nodeAffinity: number | undefined;
}

export interface ScoringContext {
  readonly overlay: PlanOverlay;
  readonly index: NodeIndex;
  readonly algorithm: FitAlgorithm;
}

export class NodeScoring {
  readonly shape: Shape;
  readonly portRequests: readonly PortRequest[];
  readonly hasStaticPorts: boolean;
  /** Of the node last summed. */
  componentCount = 0;
  private readonly affinity: ReturnType<typeof nodeAffinity>;
  private readonly affinityByClass = new Map<number, number>();
  private readonly capacity: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly used: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  /** What the group takes of machines like the last one seen: neighbours are mostly of one size. */
  private readonly taking = { ofCpuMhz: -1, ofMemoryMb: -1, cpu: 1, memory: 1 };
  private readonly takenOfMemory = new Map<number, number>();

  constructor(
    private readonly context: ScoringContext,
    private readonly spec: { readonly job: Job; readonly group: TaskGroup },
  ) {
    this.shape = shapeOfGroup(spec.group);
    this.portRequests = portRequestsOfGroup(spec.group);
    this.hasStaticPorts = this.portRequests.some((request) => request.staticPort !== 0);
    this.affinity = nodeAffinity(spec.job, spec.group);
  }

  misfitOn(node: NodeRecord): Misfit | undefined {
    const { overlay } = this.context;
    overlay.capacityInto(node.row, this.capacity);
    overlay.usedInto(node.row, this.used);
    const misfit = fits(this.capacity, this.used, this.shape);
    if (misfit !== undefined || !this.hasStaticPorts) return misfit;
    return reservedPortCollision(this.portRequests, overlay.takenPorts(node).forStatic);
  }

  componentsOn(node: NodeRecord): Components {
    const { group } = this.spec;
    const collisions = this.context.overlay.ofGroupOn(group.Name, node.row);
    return {
      binpack: this.binpackOn(node),
      jobAntiAffinity: collisions > 0 ? -(collisions + 1) / Math.max(1, group.Count) : undefined,
      nodeAffinity: this.affinityOf(node),
    };
  }

  /** Sum of the components that take part; `componentCount` says how many. */
  sumOn(node: NodeRecord): number {
    const { group } = this.spec;
    let sum = this.binpackOn(node);
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
    return sum;
  }

  private binpackOn(node: NodeRecord): number {
    const { overlay, index, algorithm } = this.context;
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
