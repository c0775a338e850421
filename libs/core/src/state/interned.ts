// Strings and shapes that repeat a million times are stored once and named by a small number. Numbers are local to
// this process, never leave it but in a snapshot, and never name another string later. Strings are counted: one that
// nobody holds is forgotten, so that years of evaluation ids do not stay.

interface Text {
  readonly text: string;
  holders: number;
}

export class InternedStrings {
  private readonly ids = new Map<string, number>([["", 0]]);
  private readonly texts = new Map<number, Text>();
  private next = 1;

  /** The number of a text, held once more. */
  id(text: string): number {
    if (text === "") return 0;
    const known = this.ids.get(text);
    if (known !== undefined) {
      this.texts.get(known)!.holders++;
      return known;
    }
    const id = this.next++;
    this.ids.set(text, id);
    this.texts.set(id, { text, holders: 1 });
    return id;
  }

  release(id: number): void {
    if (id === 0) return;
    const found = this.texts.get(id)!;
    if (--found.holders > 0) return;
    this.texts.delete(id);
    this.ids.delete(found.text);
  }

  text(id: number): string {
    return id === 0 ? "" : this.texts.get(id)!.text;
  }

  get size(): number {
    return this.texts.size;
  }

  dump(): StringsDump {
    return { next: this.next, texts: Array.from(this.texts, ([id, { text, holders }]) => [id, text, holders] as const) };
  }

  restore({ next, texts }: StringsDump): void {
    this.next = next;
    for (const [id, text, holders] of texts) {
      this.ids.set(text, id);
      this.texts.set(id, { text, holders });
    }
  }
}

export interface StringsDump {
  readonly next: number;
  readonly texts: readonly (readonly [id: number, text: string, holders: number])[];
}

/** What an allocation asks of a node, summed over its tasks and its disk. */
export interface Shape {
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly diskMb: number;
  /** Whole reserved cores: their MHz come on top of cpuMhz, on each node its own (NodeTable.askOn). Absent: none. */
  readonly cores?: number;
  /** Its largest request of devices: so many instances with so many thousandths free each. Absent: none. */
  readonly devices?: { readonly count: number; readonly milli: number };
}

export class InternedShapes {
  private readonly ids = new Map<string, number>();
  private readonly shapes: Shape[] = [];

  id(shape: Shape): number {
    const { cpuMhz, memoryMb, diskMb, cores = 0, devices } = shape;
    const amounts = `${cpuMhz}/${memoryMb}/${diskMb}`;
    const key = cores === 0 && devices === undefined ? amounts : `${amounts}/${cores}/${devices?.count ?? 0}/${devices?.milli ?? 0}`;
    let id = this.ids.get(key);
    if (id === undefined) {
      id = this.shapes.length;
      this.ids.set(key, id);
      this.shapes.push(shape);
    }
    return id;
  }

  shape(id: number): Shape {
    return this.shapes[id]!;
  }

  dump(): readonly Shape[] {
    return this.shapes;
  }
}
