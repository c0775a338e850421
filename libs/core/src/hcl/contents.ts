/**
 * What stands in a body once `dynamic` blocks are expanded: attributes and blocks, each with the scope its expressions
 * see. A dynamic block becomes one block an element of `for_each`; its iterator is named after the block unless
 * `iterator` says otherwise.
 */
import type { Attribute, Block, Body, BodyItem } from "./ast.js";
import { evaluate } from "./evaluate.js";
import { elements } from "./evaluate-compound.js";
import { didYouMean } from "./nearest.js";
import { HclError, type Span } from "./position.js";
import { type Scope, withNames } from "./scope.js";
import { asText, asList } from "./value.js";

export interface ScopedAttribute {
  readonly attribute: Attribute;
  readonly scope: Scope;
}

export interface ScopedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly scope: Scope;
  readonly headSpan: Span;
}

export interface Contents {
  readonly attributes: readonly ScopedAttribute[];
  readonly blocks: readonly ScopedBlock[];
}

/** Steps one produced block costs: bounds how many blocks `dynamic` can make of a small file. */
const STEPS_PER_BLOCK = 50;

/** Throws HclError when a setting is given twice or a dynamic block is wrong. */
export function contentsOf(body: Body, scope: Scope): Contents {
  return contentsOfItems(body.items, scope);
}

export function contentsOfItems(items: readonly BodyItem[], scope: Scope): Contents {
  const attributes = new Map<string, ScopedAttribute>();
  const blocks: ScopedBlock[] = [];
  for (const item of items) {
    if (item.kind === "block") {
      if (item.type === "dynamic") blocks.push(...expand(item, scope));
      else blocks.push({ type: item.type, labels: item.labels.map((label) => label.text), body: item.body, scope, headSpan: item.headSpan });
      continue;
    }
    const before = attributes.get(item.name);
    if (before !== undefined) {
      const where = scope.environment.source.describe(before.attribute.nameSpan);
      throw new HclError(`"${item.name}" is set twice, first at ${where}; remove one`, item.nameSpan);
    }
    attributes.set(item.name, { attribute: item, scope });
  }
  return { attributes: [...attributes.values()], blocks };
}

interface DynamicParts {
  readonly forEach: Attribute;
  readonly iterator: string;
  readonly labels: Attribute | null;
  readonly content: Block;
}

function partsOf(block: Block, type: string): DynamicParts {
  let forEach: Attribute | null = null;
  let labels: Attribute | null = null;
  let content: Block | null = null;
  let iterator = type;
  for (const item of block.body.items) {
    if (item.kind === "block" && item.type === "content") content = item;
    else if (item.kind === "attribute" && item.name === "for_each") forEach = item;
    else if (item.kind === "attribute" && item.name === "labels") labels = item;
    else if (item.kind === "attribute" && item.name === "iterator") iterator = iteratorName(item);
    else {
      const name = item.kind === "block" ? item.type : item.name;
      const near = didYouMean(name, ["for_each", "iterator", "labels", "content"]);
      throw new HclError(`a dynamic block has for_each, iterator, labels and content, no "${name}"${near}`, item.kind === "block" ? item.headSpan : item.nameSpan);
    }
  }
  if (forEach === null) throw new HclError("a dynamic block needs for_each = a list or an object", block.headSpan);
  if (content === null) throw new HclError("a dynamic block needs content { … }", block.headSpan);
  return { forEach, iterator, labels, content };
}

function iteratorName(item: Attribute): string {
  if (item.value.kind === "root") return item.value.name;
  if (item.value.kind === "literal" && typeof item.value.value === "string") return item.value.value;
  throw new HclError("iterator must be a name", item.value);
}

function expand(block: Block, scope: Scope): readonly ScopedBlock[] {
  const [label] = block.labels;
  if (label === undefined || block.labels.length !== 1) throw new HclError('write dynamic "BLOCK" { … }', block.headSpan);
  const parts = partsOf(block, label.text);
  const { budget } = scope.environment;
  const collection = evaluate(parts.forEach.value, scope);
  return elements(collection, { budget, span: parts.forEach.value }).map(([key, value]) => {
    budget.spend(STEPS_PER_BLOCK, block.headSpan);
    const inner = withNames(scope, [[parts.iterator, { key, value }]]);
    return {
      type: label.text,
      labels: parts.labels === null ? [] : labelsOf(parts.labels, inner),
      body: parts.content.body,
      scope: inner,
      headSpan: block.headSpan,
    };
  });
}

function labelsOf(attribute: Attribute, scope: Scope): readonly string[] {
  const place = { budget: scope.environment.budget, span: attribute.value };
  return asList(evaluate(attribute.value, scope), place, "labels").map((item) => asText(item, place, "a label"));
}
