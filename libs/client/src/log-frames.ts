// A stream of log frames: JSON objects one after another without separators (nomad.md 3.9). A frame's text holds no
// braces but the outer ones and those inside strings, so the end of an object is found by counting outside of strings.

export interface LogFrame {
  readonly data: Uint8Array;
  readonly file: string;
  /** Position after `data` in the file. */
  readonly offset: number;
}

interface WireFrame {
  readonly Data?: string;
  readonly File?: string;
  readonly Offset?: number;
}

const longestFrameChars = 1_048_576;

/** Cuts complete objects off the front of a text that grows. */
export class ObjectCutter {
  private text = "";
  private at = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;

  add(part: string): string[] {
    this.text += part;
    const complete: string[] = [];
    for (; this.at < this.text.length; this.at++) {
      if (!this.closes(this.text[this.at]!)) continue;
      complete.push(this.text.slice(0, this.at + 1));
      this.text = this.text.slice(this.at + 1);
      this.at = -1;
    }
    if (this.text.length > longestFrameChars) throw new Error("the server sent something that is no stream of log frames");
    return complete;
  }

  private closes(char: string): boolean {
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (char === "\\") this.escaped = true;
      else if (char === '"') this.inString = false;
      return false;
    }
    if (char === '"') this.inString = true;
    else if (char === "{") this.depth++;
    else if (char === "}") return --this.depth === 0;
    return false;
  }
}

function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Heartbeats are left out. */
export async function* readFrames(stream: ReadableStream<Uint8Array>): AsyncGenerator<LogFrame> {
  const cutter = new ObjectCutter();
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      for (const text of cutter.add(decoder.decode(next.value, { stream: true }))) {
        const frame = JSON.parse(text) as WireFrame;
        if (frame.Data !== undefined) yield { data: bytesOfBase64(frame.Data), file: frame.File ?? "", offset: frame.Offset ?? 0 };
      }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
