// The nodes that take new allocations, by computed class. Static checks hold for a class as a whole, so an evaluation
// asks once a class and then only walks the rows of nodes that may be used. Remembered for a state until its nodes
// table changes: it is derived from the state and from nothing else.
import type { NodeRecord } from "../../state/node-table.js";
import type { State } from "../../state/state.js";
import { computedClassOf } from "./computed-class.js";
import { takesNew } from "./scope.js";

export interface NodeClass {
  /** Any of them: what is asked of a class is asked of this one. */
  readonly representative: NodeRecord;
  readonly nodes: readonly NodeRecord[];
}

interface ClassIndex {
  readonly atIndex: number;
  readonly classes: readonly NodeClass[];
}

const kept = new WeakMap<State, ClassIndex>();

function classify(state: State): readonly NodeClass[] {
  const classes = new Map<string, { representative: NodeRecord; nodes: NodeRecord[] }>();
  for (const node of state.nodes.all()) {
    if (!takesNew(node)) continue;
    const key = node.computedClass === "" ? computedClassOf(node.spec) : node.computedClass;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { representative: node, nodes: [node] });
    else known.nodes.push(node);
  }
  return [...classes.values()];
}

export function readyClasses(state: State): readonly NodeClass[] {
  const known = kept.get(state);
  if (known !== undefined && known.atIndex === state.tableIndexes.nodes) return known.classes;
  const classes = classify(state);
  kept.set(state, { atIndex: state.tableIndexes.nodes, classes });
  return classes;
}
