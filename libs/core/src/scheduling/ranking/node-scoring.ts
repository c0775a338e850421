// Room and score of one node for one group, from the columns and the plan's overlay: whether the group fits there,
// and the components of the score that are the node's own (nomad.md 4.10).
import { portRequestsOfGroup, type PortRequest, shapeOfGroup } from "../../model/group-demand.js";
import type { Job, TaskGroup } from "../../model/job.js";
import type { Shape } from "../../state/interned.js";
import type { NodeRecord } from "../../state/node-table.js";
import { type Misfit, fits, reservedPortCollision } from "../fit.js";
import type { MutableShape, PlanOverlay } from "../plan-overlay.js";
import { nodeAffinity } from "./affinity.js";
import type { OwnScore } from "./candidate-pool.js";
import { type FitAlgorithm, normalisedFit } from "./fit-score.js";

export interface Components {
  readonly binpack: number;
  /** Absent components do not take part in the mean. */
  readonly jobAntiAffinity: number | undefined;
  readonly nodeAffinity: number | undefined;
}

export class NodeScoring {
  readonly shape: Shape;
  readonly portRequests: readonly PortRequest[];
  private readonly hasStaticPorts: boolean;
  private readonly affinity: ReturnType<typeof nodeAffinity>;
  private readonly capacity: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };
  private readonly used: MutableShape = { cpuMhz: 0, memoryMb: 0, diskMb: 0 };

  constructor(
    private readonly overlay: PlanOverlay,
    private readonly algorithm: FitAlgorithm,
    private readonly spec: { readonly job: Job; readonly group: TaskGroup },
  ) {
    this.shape = shapeOfGroup(spec.group);
    this.portRequests = portRequestsOfGroup(spec.group);
    this.hasStaticPorts = this.portRequests.some((request) => request.staticPort !== 0);
    this.affinity = nodeAffinity(spec.job, spec.group);
  }

  misfitOn(node: NodeRecord): Misfit | undefined {
    this.overlay.capacityInto(node.row, this.capacity);
    this.overlay.usedInto(node.row, this.used);
    const misfit = fits(this.capacity, this.used, this.shape);
    if (misfit !== undefined || !this.hasStaticPorts) return misfit;
    return reservedPortCollision(this.portRequests, this.overlay.takenPorts(node).forStatic);
  }

  componentsOn(node: NodeRecord): Components {
    const { capacity, used, shape, overlay } = this;
    overlay.capacityInto(node.row, capacity);
    overlay.usedInto(node.row, used);
    used.cpuMhz += shape.cpuMhz;
    used.memoryMb += shape.memoryMb;
    const { group } = this.spec;
    const collisions = overlay.ofGroupOn(group.Name, node.row);
    return {
      binpack: normalisedFit(capacity, used, this.algorithm),
      jobAntiAffinity: collisions > 0 ? -(collisions + 1) / Math.max(1, group.Count) : undefined,
      nodeAffinity: this.affinity?.(node.spec),
    };
  }

  ownScore(node: NodeRecord): OwnScore {
    const { binpack, jobAntiAffinity, nodeAffinity: affinity } = this.componentsOn(node);
    return {
      sum: binpack + (jobAntiAffinity ?? 0) + (affinity ?? 0),
      components: 1 + (jobAntiAffinity === undefined ? 0 : 1) + (affinity === undefined ? 0 : 1),
    };
  }
}
