// HTTP over kept connections, with as little of its own as possible: what it takes counts as the cluster's.
import { Agent, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly index: number;
  readonly text: string;
}

export class KeptClient {
  private readonly agent = new Agent({ keepAlive: true, scheduling: "fifo" });

  private readonly httpUrl: string;

  constructor(httpUrl: string) {
    this.httpUrl = httpUrl;
  }

  ask(method: "GET" | "PUT" | "DELETE", path: string, body = ""): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = body === "" ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
      const asked = request(new URL(path, this.httpUrl), { method, agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const text = Buffer.concat(parts).toString("utf8");
          resolve({ status: response.statusCode ?? 0, index: Number(response.headers["x-nomad-index"] ?? 0), text });
        });
        response.on("error", reject);
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
