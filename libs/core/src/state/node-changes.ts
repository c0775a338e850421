// Which node rows changed since someone last asked: capacity, use, status, eligibility, coming and going. The fold
// marks, the scheduler's node index drains; a row is held once however often it changed, so what nobody drains stays
// as small as the table. Says only "look again", never what changed: order and repetition carry no meaning.

export class NodeChanges {
  private rows: number[] = [];
  private marks = new Uint8Array(64);

  mark(row: number): void {
    if (row >= this.marks.length) this.grow(row);
    if (this.marks[row] === 1) return;
    this.marks[row] = 1;
    this.rows.push(row);
  }

  /** The rows marked since the last call. */
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
