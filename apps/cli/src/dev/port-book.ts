// The ports of last time, so that a restart finds its clients where they look, and two checkouts do not collide.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { freePort } from "@berth/embedded/free-port";

export class PortBook {
  private saving = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly ports: Map<string, number>,
  ) {}

  static async open(file: string): Promise<PortBook> {
    const text = await readFile(file, "utf8").catch(() => "{}");
    const known = parse(text);
    return new PortBook(file, new Map(Object.entries(known)));
  }

  /** The port that this name had last time, or a free one, remembered. */
  async portOf(name: string): Promise<number> {
    const known = this.ports.get(name);
    if (known !== undefined) return known;
    const port = await freePort();
    this.ports.set(name, port);
    await this.save();
    return port;
  }

  /** Another program has it now. */
  async forget(name: string): Promise<void> {
    this.ports.delete(name);
    await this.save();
  }

  /** One at a time: each writes the whole book. */
  private save(): Promise<void> {
    this.saving = this.saving.then(() => this.write());
    return this.saving;
  }

  private async write(): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(`${this.file}.new`, `${JSON.stringify(Object.fromEntries(this.ports), null, 2)}\n`);
    await rename(`${this.file}.new`, this.file);
  }
}

function parse(text: string): Record<string, number> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => Number.isInteger(entry[1])));
  } catch {
    return {};
  }
}
