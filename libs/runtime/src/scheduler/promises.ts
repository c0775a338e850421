// What the workers of this process have submitted and the log has not answered. The room that these plans ask for counts
// as taken in the process's next looks, so that several evaluations can be under way without asking for the same nodes.
//
// A plan may come to nothing, and then nobody is told that its room is free. So a look that finds too little room while
// anything is promised is not believed: it is repeated alone, when nothing is.
import { PromisedPlan } from "@berth/core/scheduling/promised-plan";
import type { Plan } from "@berth/core/model/plan";
import type { Replica } from "../log/replica.js";

/** More is not begun while so much is under way: a plan from a state that far behind is worth less. */
const mostPlacements = 32_000;

export class Promises {
  private readonly plans = new Map<string, PromisedPlan>();
  private placements = 0;
  /** Looks that wait to be alone; others let them pass. */
  private waiting = 0;
  private changed: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(private readonly replica: Replica) {
    replica.onFolded((folded) => {
      if (this.plans.size === 0) return;
      // Whatever the log says of an evaluation answers its plan.
      for (const { evaluations } of folded) for (const id of evaluations) this.takeBack(id);
    });
  }

  get isEmpty(): boolean {
    return this.plans.size === 0;
  }

  /** Until there is room for another look. */
  async turn(): Promise<void> {
    while (this.waiting > 0 || this.placements >= mostPlacements) await this.change();
  }

  /** What `look` says when nothing is promised. */
  async alone<T>(look: () => T): Promise<T> {
    this.waiting++;
    try {
      while (this.plans.size > 0) await this.change();
      return look();
    } finally {
      this.waiting--;
      this.tell();
    }
  }

  keep(plan: Plan): void {
    this.takeBack(plan.evaluationId);
    const promised = new PromisedPlan(this.replica.state, plan);
    this.plans.set(plan.evaluationId, promised);
    this.placements += promised.size;
  }

  /** Answered; again is harmless. */
  takeBack(evaluationId: string): void {
    const promised = this.plans.get(evaluationId);
    if (promised === undefined) return;
    this.plans.delete(evaluationId);
    this.placements -= promised.size;
    promised.takeBack();
    this.tell();
  }

  private change(): Promise<void> {
    if (this.changed === undefined) {
      let resolve = (): void => undefined;
      const promise = new Promise<void>((done) => (resolve = done));
      this.changed = { promise, resolve };
    }
    return this.changed.promise;
  }

  private tell(): void {
    this.changed?.resolve();
    this.changed = undefined;
  }
}

const kept = new WeakMap<Replica, Promises>();

/** One for all workers on a replica. */
export function promisesOf(replica: Replica): Promises {
  let promises = kept.get(replica);
  if (promises === undefined) kept.set(replica, (promises = new Promises(replica)));
  return promises;
}
