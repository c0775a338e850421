// Leader roles on the wire, and the error for what cannot be decoded.
import type { Role } from "@berth/core/model/entry";

export class UndecodableEntry extends Error {
  override readonly name = "UndecodableEntry";
}

const roles: readonly Role[] = ["broker", "applier", "controller", "discovery", "history"];

export function roleFromWire(text: string): Role {
  const role = roles.find((known) => known === text);
  if (role === undefined) throw new UndecodableEntry(`unknown role "${text}"`);
  return role;
}
