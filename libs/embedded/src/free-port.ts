import { createServer } from "node:net";

const LOOPBACK = "127.0.0.1";

/** A TCP port of the loopback address that nobody listens on now. Somebody else may take it before you do: be ready to ask again. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error("the kernel handed out no port");
  return port;
}

/** `count` different free ports, held at the same time so that none is given twice. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(Array.from({ length: count }, () => holdPort()));
  await Promise.all(held.map((port) => port.release()));
  return held.map((port) => port.number);
}

interface HeldPort {
  readonly number: number;
  release(): Promise<void>;
}

function holdPort(): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: LOOPBACK, port: 0 }, () => {
      const address = server.address();
      if (address === null || typeof address === "string") {
        reject(new Error("a TCP listener has no port"));
        return;
      }
      resolve({
        number: address.port,
        release: () => new Promise((released) => server.close(() => released())),
      });
    });
  });
}
