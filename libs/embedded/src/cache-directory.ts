import { homedir } from "node:os";
import { join } from "node:path";

/** Where fetched servers are kept between runs: `$BERTH_CACHE_DIR`, else `$XDG_CACHE_HOME/berth`, else `~/.cache/berth`. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  if (env["BERTH_CACHE_DIR"]) return env["BERTH_CACHE_DIR"];
  if (env["XDG_CACHE_HOME"]) return join(env["XDG_CACHE_HOME"], "berth");
  return join(env["HOME"] || homedir(), ".cache", "berth");
}
