// One kept HTTP/1.1 connection with one request on it at a time, with as little work as possible: the load generator
// shares the machine with what it loads. Understands what the job API answers: a length, or chunks.
import { type Socket, connect } from "node:net";

export interface LeanAnswer {
  readonly status: number;
  readonly text: string;
}

interface Asked {
  readonly resolve: (answer: LeanAnswer) => void;
  readonly reject: (error: Error) => void;
}

const headEnd = "\r\n\r\n";

export class LeanConnection {
  private readonly socket: Socket;
  private asked: Asked | undefined;
  private heard = "";

  constructor(url: URL) {
    this.socket = connect(Number(url.port), url.hostname);
    this.socket.setNoDelay(true);
    // A byte a character: lengths are lengths.
    this.socket.setEncoding("latin1");
    this.socket.on("data", (text: string) => this.hear(text));
    this.socket.on("error", (error) => this.fail(error));
    this.socket.on("close", () => this.fail(new Error("the server closed the connection")));
  }

  get isOpen(): boolean {
    return !this.socket.destroyed;
  }

  ask(request: string): Promise<LeanAnswer> {
    return new Promise((resolve, reject) => {
      this.asked = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private hear(text: string): void {
    this.heard += text;
    const body = this.wholeBody();
    if (body === undefined) return;
    const status = Number(this.heard.slice(9, 12));
    this.heard = "";
    const { asked } = this;
    this.asked = undefined;
    asked?.resolve({ status, text: body });
  }

  private wholeBody(): string | undefined {
    const end = this.heard.indexOf(headEnd);
    if (end < 0) return undefined;
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.heard.slice(0, end));
    const body = this.heard.slice(end + headEnd.length);
    if (length === null) return body.endsWith(`0${headEnd}`) ? chunksOf(body) : undefined;
    return body.length >= Number(length[1]) ? body : undefined;
  }

  private fail(error: Error): void {
    this.socket.destroy();
    this.asked?.reject(error);
    this.asked = undefined;
  }
}

function chunksOf(body: string): string {
  let text = "";
  for (let at = 0; ; ) {
    const lineEnd = body.indexOf("\r\n", at);
    const length = Number.parseInt(body.slice(at, lineEnd), 16);
    if (!(length > 0)) return text;
    text += body.slice(lineEnd + 2, lineEnd + 2 + length);
    at = lineEnd + 4 + length;
  }
}
