// Plans on their way to the applier: those made in one turn of the event loop travel in one message, and their answers
// come in one. A plan of a job with one task takes less than a message does.
import type { Plan, PlanResult } from "@berth/core/model/plan";
import { encodePlan } from "@berth/contracts/plan";
import { decodeJson, type Subjects } from "@berth/contracts/rpc";
import type { Environment } from "@berth/ports/environment";
import type { Rpc } from "@berth/ports/rpc";

/** Of plans together. One of many placements is larger, and travels alone. */
const enoughBytes = 128 * 1024;
const enoughPlans = 64;
/** An applier that died does not answer. Asking again is safe: of the plans made for one state of a job one counts. */
const submitTimeoutMs = 3_000;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly resolve: (result: PlanResult) => void;
  readonly reject: (error: Error) => void;
}

export interface PlanOutboxOptions {
  readonly rpc: Rpc;
  readonly subjects: Subjects;
  readonly environment: Environment;
}

export class PlanOutbox {
  private waiting: Waiting[] = [];
  private bytes = 0;

  constructor(private readonly options: PlanOutboxOptions) {}

  submit(plan: Plan): Promise<PlanResult> {
    const bytes = encodePlan(plan);
    if (this.bytes + bytes.length > enoughBytes) this.send();
    return new Promise((resolve, reject) => {
      this.waiting.push({ bytes, resolve, reject });
      this.bytes += bytes.length;
      if (this.waiting.length >= enoughPlans) this.send();
      else if (this.waiting.length === 1) void this.options.environment.clock.sleep(0).then(() => this.send());
    });
  }

  private send(): void {
    const plans = this.waiting;
    if (plans.length === 0) return;
    this.waiting = [];
    this.bytes = 0;
    this.ask(plans.map(({ bytes }) => bytes)).then(
      (results) => {
        for (const [i, { resolve }] of plans.entries()) resolve(results[i]!);
      },
      (error: Error) => {
        for (const { reject } of plans) reject(error);
      },
    );
  }

  private async ask(plans: readonly Uint8Array[]): Promise<readonly PlanResult[]> {
    const { rpc, subjects } = this.options;
    const message = plans.length === 1 ? plans[0]! : joined(plans);
    return decodeJson(await rpc.request(subjects.leader("applier", "submit"), message, submitTimeoutMs));
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
