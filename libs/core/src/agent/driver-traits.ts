// What the agent has to know of a driver before it starts a task: where the task sees its directories, whether it inherits
// the agent's environment, and which signal asks it to end (nomad.md 1.3, 5.7). Unknown drivers count as isolated ones.

export interface DriverTraits {
  /** The task sees /alloc, /local and /secrets; otherwise the host's own paths. */
  readonly ownFilesystem: boolean;
  readonly inheritsEnvironment: boolean;
  /** "" = the driver knows better (an image's own stop signal). */
  readonly defaultKillSignal: string;
  /** Where the task's ports are seen from inside: false = always the host's numbers. */
  readonly mapsPorts: boolean;
}

const HOST: DriverTraits = { ownFilesystem: false, inheritsEnvironment: true, defaultKillSignal: "SIGINT", mapsPorts: false };
const IMAGE: DriverTraits = { ownFilesystem: true, inheritsEnvironment: false, defaultKillSignal: "", mapsPorts: true };

const TRAITS: Readonly<Record<string, DriverTraits>> = { raw_exec: HOST, exec: { ...HOST, ownFilesystem: true }, docker: IMAGE };

export function driverTraits(driver: string): DriverTraits {
  return TRAITS[driver] ?? IMAGE;
}
