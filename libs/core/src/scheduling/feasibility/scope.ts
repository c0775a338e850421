// The nodes a job is about at all: its node pool ("all" means every pool) and its datacenters, which may hold globs
// (`us-*`). Nodes outside are not even counted as evaluated. A node that is down or ineligible is in scope for what
// runs there already, but gets nothing new.
import type { Job } from "../../model/job.js";
import type { NodeRecord } from "../../state/node-table.js";

const everyPool = "all";

/** `*` any run of characters, `?` one. Linear in practice: two pointers and one remembered star. */
export function globMatches(glob: string, text: string): boolean {
  let g = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (g < glob.length && glob.charAt(g) === "*") {
      star = g++;
      resume = t;
    } else if (g < glob.length && (glob.charAt(g) === "?" || glob.charAt(g) === text.charAt(t))) {
      g++;
      t++;
    } else if (star >= 0) {
      g = star + 1;
      t = ++resume;
    } else return false;
  }
  while (g < glob.length && glob.charAt(g) === "*") g++;
  return g === glob.length;
}

export class JobScope {
  private readonly datacenters = new Map<string, boolean>();

  constructor(private readonly job: Job) {}

  inPool(node: NodeRecord): boolean {
    return this.job.NodePool === everyPool || node.spec.NodePool === this.job.NodePool;
  }

  inDatacenter(node: NodeRecord): boolean {
    const name = node.spec.Datacenter;
    let matches = this.datacenters.get(name);
    if (matches === undefined) {
      matches = this.job.Datacenters.some((glob) => globMatches(glob, name));
      this.datacenters.set(name, matches);
    }
    return matches;
  }

  has(node: NodeRecord): boolean {
    return this.inPool(node) && this.inDatacenter(node);
  }
}

/** May new allocations go there, as far as the node itself is concerned? */
export function takesNew(node: NodeRecord): boolean {
  return node.status === "ready" && node.eligibility === "eligible";
}
