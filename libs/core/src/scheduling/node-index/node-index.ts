// The nodes that take new allocations, by computed class, and how full each is, kept beside the node table and brought
// up to date with what changed since the last look: an evaluation costs what changed, not what there is. Derived from
// the table and from nothing else: an index made anew and one that was kept for days answer alike, since no answer
// depends on the order in which rows are held.
import { hashString } from "../../common/hash.js";
import { RowMarks } from "../../state/node-changes.js";
import type { NodeRecord, NodeTable } from "../../state/node-table.js";
import { computedClassOf } from "../feasibility/computed-class.js";
import { takesNew } from "../feasibility/scope.js";
import { fillPower } from "../ranking/fit-score.js";
import { PackingBlocks, usualBlockSize } from "./packing-blocks.js";

export interface IndexedClass {
  readonly id: number;
  readonly key: string;
  readonly area: number;
  readonly rows: number[];
}

/** Nodes of one pool, datacenter and node class; never forgotten, since there are few. */
export interface Area {
  readonly id: number;
  /** Nodes in it now. */
  size: number;
}

const none = -1;

function grownInts(old: Int32Array, length: number): Int32Array {
  const grown = new Int32Array(length).fill(none);
  grown.set(old);
  return grown;
}

function grownFloats(old: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(length);
  grown.set(old);
  return grown;
}

export class NodeIndex {
  /** Moves when a node comes into a class, leaves one, or is another under the same row. */
  membership = 0;
  /** By row: 10 to the free fraction of cpu and of memory, as the state has them. */
  cpuPower: Float64Array = new Float64Array(0);
  memoryPower: Float64Array = new Float64Array(0);
  /** By row: where the node stands on the circle on which ties are broken. */
  ties: Float64Array = new Float64Array(0);
  /** By row: moves when the node or what is used of it changes; never 0 for a row that was looked at. */
  stamps: Uint32Array = new Uint32Array(0);
  /** By row: -1 takes nothing new. */
  classOf: Int32Array = new Int32Array(0);
  private readonly areas: Area[] = [];
  private readonly areaByKey = new Map<string, Area>();
  private positionInClass: Int32Array = new Int32Array(0);
  private readonly known: (NodeRecord | undefined)[] = [];
  private readonly classes: (IndexedClass | undefined)[] = [];
  private readonly freeClasses: number[] = [];
  private readonly byKey = new Map<string, IndexedClass>();
  private readonly packing: PackingBlocks;
  /** Rows that the blocks have yet to hear of. */
  private readonly unpacked = new RowMarks();
  /** Cpu, memory and disk claimed of each row when it was measured. */
  private measured: Float64Array = new Float64Array(0);
  private ready = 0;

  constructor(
    readonly table: NodeTable,
    blockSize = usualBlockSize,
  ) {
    this.packing = new PackingBlocks(table, this, blockSize);
    table.changes.drain();
    for (let row = 0; row < table.rowLimit; row++) this.look(row);
  }

  refresh(): void {
    const { nodes, uses } = this.table.changes.drain();
    for (let i = 0; i < nodes.length; i++) this.look(nodes[i]!);
    for (let i = 0; i < uses.length; i++) {
      const row = uses[i]!;
      if (this.classAt(row) === none) continue;
      this.stamps[row]!++;
      // What was promised and is used now leaves the claim as it was.
      if (this.isMeasured(row)) continue;
      this.measure(row);
      this.unpacked.mark(row);
    }
  }

  /** Blocks by fullness, with all changes in them: only searches that use them pay for keeping them. */
  blocks(): PackingBlocks {
    const { packing } = this;
    for (const row of this.unpacked.drain()) {
      const classId = this.classOf[row]!;
      packing.move(row, classId === none ? none : this.classes[classId]!.area);
    }
    return packing;
  }

  /** Nodes that take new allocations. */
  get size(): number {
    return this.ready;
  }

  *filledClasses(): Generator<IndexedClass> {
    for (const found of this.classes) if (found !== undefined) yield found;
  }

  /** More than any class has now. */
  get classLimit(): number {
    return this.classes.length;
  }

  areaOf({ area }: IndexedClass): Area {
    return this.areas[area]!;
  }

  /** -1: takes nothing new. */
  classAt(row: number): number {
    return row < this.classOf.length ? this.classOf[row]! : none;
  }

  private look(row: number): void {
    if (row >= this.classOf.length) this.grow(row);
    const node = this.table.at(row);
    this.stamps[row]!++;
    const isSame = this.known[row] === node;
    const before = this.classOf[row]!;
    const after = node === undefined || !takesNew(node) ? none : this.classIdOf(node, before);
    if (after !== before || !isSame) this.reclassify(row, { node, before, after });
    if (after !== none) this.measure(row);
    if (before !== none || after !== none) this.unpacked.mark(row);
  }

  private reclassify(row: number, change: { readonly node: NodeRecord | undefined; readonly before: number; readonly after: number }): void {
    const { node, before, after } = change;
    this.membership++;
    this.known[row] = node;
    if (node !== undefined) this.ties[row] = hashString(node.id);
    if (before === after) return;
    if (before !== none) this.leave(row, this.classes[before]!);
    if (after !== none) this.join(row, this.classes[after]!);
    this.ready += Number(after !== none) - Number(before !== none);
    this.classOf[row] = after;
  }

  private join(row: number, into: IndexedClass): void {
    this.positionInClass[row] = into.rows.push(row) - 1;
    this.areaOf(into).size++;
  }

  private leave(row: number, from: IndexedClass): void {
    this.areaOf(from).size--;
    const position = this.positionInClass[row]!;
    const last = from.rows.pop()!;
    if (last !== row) {
      from.rows[position] = last;
      this.positionInClass[last] = position;
    }
    if (from.rows.length > 0) return;
    this.classes[from.id] = undefined;
    this.freeClasses.push(from.id);
    this.byKey.delete(from.key);
  }

  private isMeasured(row: number): boolean {
    const { table, measured } = this;
    const at = row * 3;
    return measured[at] === table.cpuClaimed[row] && measured[at + 1] === table.memoryClaimed[row] && measured[at + 2] === table.diskClaimed[row];
  }

  private measure(row: number): void {
    const { table, measured } = this;
    const at = row * 3;
    measured[at] = table.cpuClaimed[row]!;
    measured[at + 1] = table.memoryClaimed[row]!;
    measured[at + 2] = table.diskClaimed[row]!;
    this.cpuPower[row] = fillPower(table.cpuClaimed[row]!, table.cpuCapacity[row]!);
    this.memoryPower[row] = fillPower(table.memoryClaimed[row]!, table.memoryCapacity[row]!);
  }

  private classIdOf(node: NodeRecord, before: number): number {
    const key = node.computedClass === "" ? computedClassOf(node.spec) : node.computedClass;
    if (before !== none && this.classes[before]!.key === key) return before;
    let found = this.byKey.get(key);
    if (found === undefined) {
      found = { id: this.freeClasses.pop() ?? this.classes.length, key, area: this.areaWith(node).id, rows: [] };
      this.classes[found.id] = found;
      this.byKey.set(key, found);
    }
    return found.id;
  }

  private areaWith({ spec }: NodeRecord): Area {
    const key = JSON.stringify([spec.NodePool, spec.Datacenter, spec.NodeClass]);
    let area = this.areaByKey.get(key);
    if (area === undefined) {
      area = { id: this.areas.length, size: 0 };
      this.areas.push(area);
      this.areaByKey.set(key, area);
    }
    return area;
  }

  private grow(row: number): void {
    const length = Math.max(this.classOf.length * 2, row + 1, 64);
    this.classOf = grownInts(this.classOf, length);
    this.positionInClass = grownInts(this.positionInClass, length);
    this.cpuPower = grownFloats(this.cpuPower, length);
    this.memoryPower = grownFloats(this.memoryPower, length);
    this.ties = grownFloats(this.ties, length);
    this.measured = grownFloats(this.measured, length * 3);
    const stamps = new Uint32Array(length);
    stamps.set(this.stamps);
    this.stamps = stamps;
  }
}

const kept = new WeakMap<NodeTable, NodeIndex>();

/** The table's index, up to date. The block size is settled by who asks first; answers do not depend on it. */
export function nodeIndexOf(table: NodeTable, blockSize = usualBlockSize): NodeIndex {
  let index = kept.get(table);
  if (index === undefined) kept.set(table, (index = new NodeIndex(table, blockSize)));
  else index.refresh();
  return index;
}
