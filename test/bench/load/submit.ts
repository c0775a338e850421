// Submits jobs over HTTP on kept connections, a bounded number at once.
import { Agent, request } from "node:http";

export interface Submitted {
  readonly evaluationId: string;
  readonly index: number;
}

export class Submitter {
  private readonly url: URL;
  private readonly agent: Agent;

  constructor(httpUrl: string, connections: number) {
    this.url = new URL("/v1/jobs", httpUrl);
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  submit(body: string): Promise<Submitted> {
    return new Promise((resolve, reject) => {
      const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const asked = request(this.url, { method: "PUT", agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          if (response.statusCode !== 200) return reject(new Error(`submitting a job: ${response.statusCode} ${text.slice(0, 300)}`));
          const answer = JSON.parse(text) as { readonly EvalID: string; readonly Index: number };
          resolve({ evaluationId: answer.EvalID, index: answer.Index });
        });
        response.on("error", reject);
      });
      asked.on("error", reject);
      asked.end(body);
    });
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
    this.agent.destroy();
  }
}
