import fc from "fast-check";
import { expect, it } from "vitest";
import { History, jobOf, nodeSpec, planFor } from "../../testing/history.js";
import type { State } from "../../state/state.js";
import { PlanOverlay } from "../plan-overlay.js";
import { lookAt } from "../reconcile/look.js";
import { reconcileService } from "../reconcile/reconcile-service.js";
import { placeApart } from "./place-apart.js";
import { placeRanked } from "./place-group.js";
import type { PlacingContext, PlacingResult } from "./placing-context.js";

const job = (id: string, count: number, cpu: number, memory: number) =>
  jobOf(`job "${id}" {
    group "g" {
      count = ${count}
      ephemeral_disk { size = 1 }
      task "t" {
        driver = "raw_exec"
        config { command = "x" }
        resources {
          cpu = ${cpu}
          memory = ${memory}
        }
      }
    }
  }`);

interface Story {
  readonly nodes: readonly { readonly cpu: number; readonly memory: number }[];
  /** What stands already, by node. */
  readonly filled: readonly number[];
  readonly count: number;
  readonly cpu: number;
  readonly memory: number;
  readonly budget: number;
  readonly seed: number;
}

const stories: fc.Arbitrary<Story> = fc.record({
  nodes: fc.array(fc.record({ cpu: fc.constantFrom(1_000, 2_000, 4_000), memory: fc.constantFrom(2_048, 2_050, 8_192) }), { minLength: 1, maxLength: 40 }),
  filled: fc.array(fc.nat({ max: 39 }), { maxLength: 60 }),
  count: fc.integer({ min: 1, max: 45 }),
  cpu: fc.constantFrom(50, 100, 400, 900),
  memory: fc.constantFrom(32, 256, 1_000),
  budget: fc.constantFrom(5, 1_000),
  seed: fc.integer(),
});

function stateOf({ nodes, filled, count, cpu, memory }: Story): State {
  const history = new History();
  for (const [i, size] of nodes.entries()) history.node(nodeSpec(`node-${i}`, size));
  history.register(job("before", 1, 50, 40));
  history.commit(planFor(history.state, "before", { nodes: filled.map((i) => `node-${i % nodes.length}`) }));
  history.register(job("last", count, cpu, memory));
  return history.state;
}

/** A context and the changes as `schedule` makes them, fresh for each way. */
function caseOf(state: State, { budget, seed }: Story): Parameters<typeof placeApart> {
  const record = state.job("default", "last")!;
  const look = lookAt(state, record, { nowMs: 0, evaluationId: "e" });
  const [changes] = reconcileService(look, false).groups;
  const context: PlacingContext = {
    state,
    job: look.job,
    version: look.version,
    overlay: new PlanOverlay(state, look.allocations),
    seed,
    spares: 4,
    budget: { left: budget },
    evictions: undefined,
  };
  return [context, { ...changes!, group: changes!.group! }];
}

/** Fresh allocations are all alike: which name stands where says nothing. */
function inRowOrder({ placements, ...rest }: PlacingResult): object {
  return { ...rest, placements: placements && { ...placements, nodeRows: placements.nodeRows.slice().sort() } };
}

it("placing apart chooses, names and counts as ranking does, or leaves it to ranking", () => {
  let short = 0;
  fc.assert(
    fc.property(stories, (story) => {
      const state = stateOf(story);
      const apart = placeApart(...caseOf(state, story));
      if (apart === undefined) return;
      short++;
      expect(inRowOrder(apart)).toEqual(inRowOrder(placeRanked(...caseOf(state, story))));
    }),
    { numRuns: 400 },
  );
  expect(short).toBeGreaterThan(20);
});
