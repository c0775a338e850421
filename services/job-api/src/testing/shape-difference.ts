// Where an answer has not the shape of a recorded one: missing names, other types, null where something was. Values, further
// names and further elements do not count; a recorded null says nothing of what may stand there.

/** Maps by a name that people chose: one value stands for all. */
const namedMaps = new Set(["TaskStates"]);
/** Maps whose keys are data, and lists whose elements differ by nature. */
const dataMaps = new Set(["Attributes", "Meta", "Drivers", "Scores", "Details", "ClassEligibility", "NodesAvailable", "ClassExhausted", "Labels", "Tags"]);

export interface ShapeOptions {
  readonly path?: string;
  /** Names that are not compared, wherever they stand. */
  readonly ignored?: ReadonlySet<string>;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

function ofMembers(recorded: object, own: object, { path, ignored }: Required<ShapeOptions>): string[] {
  const mine = new Map(Object.entries(own));
  return Object.entries(recorded).flatMap(([name, value]) => {
    const at = `${path}.${name}`;
    if (ignored.has(name)) return [];
    if (!mine.has(name)) return [`${at} is missing`];
    if (dataMaps.has(name)) return kindOf(value) === kindOf(mine.get(name)) || value === null ? [] : [`${at} is ${kindOf(mine.get(name))}`];
    if (namedMaps.has(name) && value !== null)
      return shapeDifferences(Object.values(value as object)[0], Object.values(mine.get(name) ?? {})[0], { path: `${at}[*]`, ignored });
    return shapeDifferences(value, mine.get(name), { path: at, ignored });
  });
}

export function shapeDifferences(recorded: unknown, own: unknown, options: ShapeOptions = {}): string[] {
  const { path = "", ignored = new Set<string>() } = options;
  if (recorded === null) return [];
  if (kindOf(recorded) !== kindOf(own)) return [`${path} is ${kindOf(own)}, recorded ${kindOf(recorded)}`];
  if (Array.isArray(recorded) && Array.isArray(own)) {
    if (recorded.length === 0) return [];
    if (own.length === 0) return [`${path} is empty`];
    return shapeDifferences(recorded[0], own[0], { path: `${path}[0]`, ignored });
  }
  return typeof recorded === "object" ? ofMembers(recorded, own as object, { path, ignored }) : [];
}
