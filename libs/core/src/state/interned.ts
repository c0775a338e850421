// Strings and shapes that repeat a million times are stored once and named by a small number. Numbers are local to
// this process and never leave it.

export class InternedStrings {
  private readonly ids = new Map<string, number>([["", 0]]);
  private readonly texts: string[] = [""];

  id(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.texts.length;
      this.ids.set(text, id);
      this.texts.push(text);
    }
    return id;
  }

  text(id: number): string {
    return this.texts[id]!;
  }
}

/** What an allocation asks of a node, summed over its tasks and its disk. */
export interface Shape {
  readonly cpuMhz: number;
  readonly memoryMb: number;
  readonly diskMb: number;
}

export class InternedShapes {
  private readonly ids = new Map<string, number>();
  private readonly shapes: Shape[] = [];

  id(shape: Shape): number {
    const key = `${shape.cpuMhz}/${shape.memoryMb}/${shape.diskMb}`;
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
}
