import { describe, expect, it } from "vitest";
import type { Evaluation } from "../model/evaluation.js";
import { History, serviceJob } from "../testing/history.js";
import { EvaluationQueue } from "./evaluation-queue.js";

let tokens = 0;
const token = (): string => `token-${tokens++}`;

function evaluation(id: string, given: Partial<Evaluation> = {}): Evaluation {
  const history = new History();
  history.register(serviceJob("any"));
  const [any] = history.state.evaluations.values();
  return { ...any!, id, jobId: id, ...given };
}

describe("the evaluation queue", () => {
  it("hands out the highest priority first, then the oldest", () => {
    const queue = new EvaluationQueue(60_000);
    queue.offer(evaluation("late", { createIndex: 9 }));
    queue.offer(evaluation("early", { createIndex: 3 }));
    queue.offer(evaluation("urgent", { createIndex: 20, priority: 90 }));
    const order = [0, 0, 0, 0].map(() => queue.dequeue(0, token)?.evaluation.id);
    expect(order).toEqual(["urgent", "early", "late", undefined]);
  });

  it("has one outstanding evaluation a job, and the next one after it is settled", () => {
    const queue = new EvaluationQueue(60_000);
    queue.offer(evaluation("one", { jobId: "web", createIndex: 1 }));
    queue.offer(evaluation("two", { jobId: "web", createIndex: 2 }));
    expect(queue.dequeue(0, token)?.evaluation.id).toBe("one");
    expect(queue.dequeue(0, token)).toBeUndefined();
    queue.settle("one");
    expect(queue.dequeue(0, token)?.evaluation.id).toBe("two");
  });

  it("keeps an evaluation back until its time", () => {
    const queue = new EvaluationQueue(60_000);
    queue.offer(evaluation("later", { waitUntilMs: 5_000 }));
    expect(queue.dequeue(4_999, token)).toBeUndefined();
    expect(queue.nextWakeMs()).toBe(5_000);
    expect(queue.dequeue(5_000, token)?.evaluation.id).toBe("later");
  });

  it("hands it out again when the worker is silent, later each time", () => {
    const queue = new EvaluationQueue(1_000);
    queue.offer(evaluation("web"));
    queue.dequeue(0, token);
    expect(queue.dequeue(999, token)).toBeUndefined();
    expect(queue.dequeue(1_000, token)).toBeUndefined();
    expect(queue.dequeue(2_000, token)?.evaluation.id).toBe("web");
    expect(queue.dequeue(3_000, token)).toBeUndefined();
    expect(queue.dequeue(22_999, token)).toBeUndefined();
    expect(queue.dequeue(23_000, token)?.evaluation.id).toBe("web");
  });

  it("takes back what a worker gives back, once", () => {
    const queue = new EvaluationQueue(60_000);
    queue.offer(evaluation("web"));
    const delivery = queue.dequeue(0, token)!;
    expect(queue.nack(delivery.token, 0)).toBe(true);
    expect(queue.nack(delivery.token, 0)).toBe(false);
    expect(queue.dequeue(1_000, token)?.evaluation.id).toBe("web");
  });

  it("forgets what the log settled, wherever it is", () => {
    const queue = new EvaluationQueue(60_000);
    queue.offer(evaluation("ready"));
    queue.offer(evaluation("delayed", { waitUntilMs: 10 }));
    queue.settle("ready");
    queue.settle("delayed");
    expect(queue.dequeue(100, token)).toBeUndefined();
    expect(queue.counts()).toMatchObject({ ready: 0, outstanding: 0 });
  });

  it("takes the same offer once", () => {
    const queue = new EvaluationQueue(60_000);
    queue.offer(evaluation("web"));
    queue.offer(evaluation("web"));
    expect(queue.dequeue(0, token)).toBeDefined();
    expect(queue.dequeue(0, token)).toBeUndefined();
  });
});
