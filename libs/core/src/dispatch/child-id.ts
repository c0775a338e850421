// Names of the jobs that are launched from another one: `<parent>/periodic-<unix seconds>` and
// `<parent>/dispatch-[<prefix>-]<unix seconds>-<8 hex>`. The number makes a launch happen once: there is one job of a name.

const second = 1_000;

export function periodicChildId(parentId: string, dueMs: number): string {
  return `${parentId}/periodic-${Math.floor(dueMs / second)}`;
}

export interface DispatchIdParts {
  readonly parentId: string;
  /** "" = none. */
  readonly prefix: string;
  readonly atMs: number;
  /** 8 hex digits that nobody else has at this time. */
  readonly suffix: string;
}

export function dispatchChildId({ parentId, prefix, atMs, suffix }: DispatchIdParts): string {
  return `${parentId}/dispatch-${prefix === "" ? "" : `${prefix}-`}${Math.floor(atMs / second)}-${suffix}`;
}

export function isDispatchChildOf(childId: string, parentId: string): boolean {
  return childId.startsWith(`${parentId}/dispatch-`) && /^\S{1,255}$/.test(childId);
}
