// Finds the route of a request. Job ids may hold slashes, escaped or not, so `{jobId}` takes all up to the route's
// fixed end, and of several matching paths the one with the most fixed text wins: /v1/job/a/b/allocations lists the
// allocations of job a/b. Matching is done on the path as sent: an escaped slash never separates.
import { HttpProblem } from "./http-problem.js";
import type { Route } from "./route.js";

interface CompiledPath {
  readonly path: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly fixedLength: number;
  readonly routes: Route[];
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Parameters that may hold unescaped slashes. */
const wide = new Set(["jobId", "path"]);

function compile(path: string): CompiledPath {
  const names: string[] = [];
  const source = path.replaceAll(/\{(\w+)\}|[.*+?^$()|[\]\\]/g, (text, name: string | undefined) => {
    if (name === undefined) return `\\${text}`;
    names.push(name);
    return wide.has(name) ? "(.*)" : "([^/]*)";
  });
  return { path, pattern: new RegExp(`^${source}$`), names, fixedLength: path.replaceAll(/\{\w+\}/g, "").length, routes: [] };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new HttpProblem(400, `Path is not valid percent-encoding: ${text}`, { cause: error });
  }
}

export type FindRoute = (method: string, path: string) => RouteMatch;

/** Throws 404 (empty text) for an unknown path, 405 for a known one with another method. */
export function createRouter(routes: readonly Route[]): FindRoute {
  const byPath = new Map<string, CompiledPath>();
  for (const route of routes) {
    const compiled = byPath.get(route.path) ?? compile(route.path);
    compiled.routes.push(route);
    byPath.set(route.path, compiled);
  }
  const paths = [...byPath.values()].sort((a, b) => b.fixedLength - a.fixedLength);
  // Nothing is more fixed than a path without parameters.
  const exact = new Map(paths.filter(({ names }) => names.length === 0).map((compiled) => [compiled.path, compiled]));
  const routeOf = ({ routes: all }: CompiledPath, method: string): Route => {
    const wanted = method === "POST" ? "PUT" : method;
    const route = all.find((candidate) => candidate.method === wanted);
    if (route === undefined) throw new HttpProblem(405, "Invalid method");
    return route;
  };
  return (method, path) => {
    const known = exact.get(path);
    if (known !== undefined) return { route: routeOf(known, method), params: {} };
    for (const compiled of paths) {
      const match = compiled.pattern.exec(path);
      if (match === null) continue;
      const route = routeOf(compiled, method);
      const params = Object.fromEntries(compiled.names.map((name, at) => [name, decode(match[at + 1]!)]));
      return { route, params };
    }
    throw new HttpProblem(404, "");
  };
}
