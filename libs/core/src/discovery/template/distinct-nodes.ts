/**
 * Gives each instance of a service a node name of its own. Templates of load balancers name a server after `.Node`,
 * which was enough while a service ran once a machine; haproxy refuses a whole configuration in which two servers of
 * a backend share a name. The first instance (in the order given) keeps the node's name, the next is `<node>-2`, …
 *
 * Invariants: names that are distinct already stay as they are; no new name equals another node's name.
 */
export function distinctNodes<T extends { readonly node: string }>(instances: readonly T[]): readonly T[] {
  const taken = new Set(instances.map((instance) => instance.node));
  const used = new Set<string>();
  return instances.map((instance) => {
    const node = used.has(instance.node) ? nextFree(instance.node, taken) : instance.node;
    used.add(node);
    taken.add(node);
    return node === instance.node ? instance : { ...instance, node };
  });
}

function nextFree(node: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const name = `${node}-${number}`;
    if (!taken.has(name)) return name;
  }
}
