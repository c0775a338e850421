// A killed process leaves its signals behind as they were: nobody aborts them. Node keeps every composite signal that has
// listeners alive until it is aborted, and with it the whole world of its seed; this one is collected with its world.
AbortSignal.any = (signals: Iterable<AbortSignal>): AbortSignal => {
  const composite = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) composite.abort(signal.reason);
    else signal.addEventListener("abort", () => composite.abort(signal.reason), { once: true });
  }
  return composite.signal;
};
