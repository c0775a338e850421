// What a constraint's target stands for on a node: `${node.*}`, `${attr.*}`, `${meta.*}`, or a literal when it does
// not start with `${`. Refuses nothing: a target that a node does not have is undefined, and each operand says what
// that means. A target that the computed class leaves out "escapes": it must be looked up on each node.
import type { NodeSpec } from "../../model/node.js";
import { isUnique } from "./computed-class.js";

export interface Target {
  readonly escapes: boolean;
  readonly valueOn: (node: NodeSpec) => string | undefined;
}

const nodeFields: Readonly<Record<string, (node: NodeSpec) => string>> = {
  "unique.id": (node) => node.ID,
  "unique.name": (node) => node.Name,
  datacenter: (node) => node.Datacenter,
  class: (node) => node.NodeClass,
  pool: (node) => node.NodePool,
};

function own(values: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

export function parseTarget(text: string): Target {
  const match = /^\$\{\s*(node|attr|meta)\.([^}]*?)\s*\}$/.exec(text);
  if (match === null) {
    const literal = text.startsWith("${") ? undefined : text;
    return { escapes: false, valueOn: () => literal };
  }
  const name = match[2]!;
  if (match[1] === "attr") return { escapes: isUnique(name), valueOn: (node) => own(node.Attributes, name) };
  if (match[1] === "meta") return { escapes: isUnique(name), valueOn: (node) => own(node.Meta, name) };
  const field = Object.hasOwn(nodeFields, name) ? nodeFields[name] : undefined;
  return { escapes: isUnique(name), valueOn: (node) => field?.(node) };
}
