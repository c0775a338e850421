// Which node rows changed since someone last asked. Two kinds: what is used of a node, which every placement changes,
// and the node itself (capacity, status, eligibility, coming and going). The fold marks, the scheduler's node index
// drains; a row is held once however often it changed, so what nobody drains stays as small as the table. Says only
// "look again", never what changed: order and repetition carry no meaning.

/** Rows, each once. */
export class RowMarks {
  private rows: number[] = [];
  private marks = new Uint8Array(64);

  mark(row: number): void {
    if (row >= this.marks.length) this.grow(row);
    if (this.marks[row] === 1) return;
    this.marks[row] = 1;
    this.rows.push(row);
  }

  drain(): readonly number[] {
    const { rows } = this;
    if (rows.length === 0) return rows;
    this.rows = [];
    for (let i = 0; i < rows.length; i++) this.marks[rows[i]!] = 0;
    return rows;
  }

  private grow(row: number): void {
    const grown = new Uint8Array(Math.max(this.marks.length * 2, row + 1));
    grown.set(this.marks);
    this.marks = grown;
  }
}

export class NodeChanges {
  private readonly nodes = new RowMarks();
  private readonly uses = new RowMarks();

  /** The node under this row is another, or not what it was. */
  mark(row: number): void {
    this.nodes.mark(row);
  }

  /** More or less of it is used. */
  markUse(row: number): void {
    this.uses.mark(row);
  }

  /** The rows marked since the last call. */
  drain(): { readonly nodes: readonly number[]; readonly uses: readonly number[] } {
    return { nodes: this.nodes.drain(), uses: this.uses.drain() };
  }
}
