// Submits jobs over HTTP on kept connections, a bounded number at once; what is more waits for one that is free.
import { LeanConnection } from "./lean-connection.ts";

export interface Submitted {
  readonly evaluationId: string;
  readonly index: number;
}

export class Submitter {
  private readonly url: URL;
  private readonly idle: LeanConnection[] = [];
  private readonly waiting: ((connection: LeanConnection) => void)[] = [];
  private readonly all = new Set<LeanConnection>();
  private readonly connections: number;

  constructor(httpUrl: string, connections: number) {
    this.url = new URL("/v1/jobs", httpUrl);
    this.connections = connections;
  }

  async submit(body: string): Promise<Submitted> {
    const connection = this.free() ?? (await new Promise<LeanConnection>((resolve) => this.waiting.push(resolve)));
    try {
      const { status, text } = await connection.ask(this.requestOf(body));
      if (status !== 200) throw new Error(`submitting a job: ${status} ${text.slice(0, 300)}`);
      const answer = JSON.parse(text) as { readonly EvalID: string; readonly Index: number };
      return { evaluationId: answer.EvalID, index: answer.Index };
    } finally {
      this.giveBack(connection);
    }
  }

  /** All of them, `atOnce` under way; the first failure ends it. */
  async submitAll(bodies: readonly string[], atOnce: number): Promise<void> {
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < bodies.length) await this.submit(bodies[next++]!);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, bodies.length) }, worker));
  }

  close(): void {
    for (const connection of this.all) connection.close();
  }

  private requestOf(body: string): string {
    const { pathname, host } = this.url;
    return `PUT ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }

  /** The last one used: a server's timeout closes the others. */
  private free(): LeanConnection | undefined {
    for (let idle = this.idle.pop(); idle !== undefined; idle = this.idle.pop()) {
      if (idle.isOpen) return idle;
      this.all.delete(idle);
    }
    return this.all.size < this.connections ? this.open() : undefined;
  }

  private open(): LeanConnection {
    const connection = new LeanConnection(this.url);
    this.all.add(connection);
    return connection;
  }

  private giveBack(connection: LeanConnection): void {
    const next = this.waiting.shift();
    if (connection.isOpen) return next === undefined ? void this.idle.push(connection) : next(connection);
    this.all.delete(connection);
    if (next !== undefined) next(this.open());
  }
}
