// Differences from the recorded conversations that are meant, each with its reason. An exchange is named by its scenario and number.

/** Scenarios that are not replayed at all. */
export const leftOut: Readonly<Record<string, string>> = {
  "15-acl": "there are no tokens and no policies yet (see docs/ARCHITECTURE.md, planned)",
  "20-quirk-scale-blocked": "it records a bug of that version",
};

function numbered(scenario: string, ...numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => `${scenario}/${String(number).padStart(3, "0")}`);
}

const accepted: Readonly<Record<string, readonly string[]>> = {
  "JSON that cannot be read: the text says line, column and field, where the recorded one names types of Go": [
    ...numbered("16-errors", 31, 32, 33, 34, 35, 39, 40, 41, 42, 43, 44),
    ...numbered("13-agent-operator", 25),
  ],
  "what stands after the end of a JSON body is refused, not passed over": numbered("16-errors", 38),
  "job files that cannot be read: the prefix of later versions, and how to mend it": numbered("16-errors", 46, 47, 51, 52, 53),
  "later versions answer 400 to a wrong stale and per_page, which the recorded one does not read": numbered("16-errors", 74, 76),
  "a job without datacenters runs in all of them, as in later versions": numbered("16-errors", 75, 84, 90, 91),
  "the message names the region that is served": numbered("16-errors", 79, 80, 81),
  "a number that does not fit a type of Go is judged by the rule that it breaks": numbered("16-errors", 104),
  "regular expressions are JavaScript's, and so is what is said of a wrong one": numbered("16-errors", 119, 120),
  "the message names the ports that there are": numbered("16-errors", 129, 130),
  "fields that are not acted on yet are warned of": numbered("16-errors", 122, 132, 134, 138, 140, 143, 147),
  "a volume of no type is refused, as in later versions": numbered("16-errors", 144, 145),
  "there are no reverts and no marks of stable versions yet": [...numbered("16-errors", 26, 27, 28), ...numbered("01-service-job", 55, 56, 57, 58, 60)],
  "servers meet over NATS: there is no gossip keyring": numbered("13-agent-operator", 8),
  "the message names the algorithms that there are": numbered("13-agent-operator", 24),
  "an unknown path below /v1/operator/raft is an unknown path": numbered("13-agent-operator", 30),
  "autopilot has nothing to set": numbered("13-agent-operator", 32, 33, 34),
  "the recorded server had a raft protocol too old for autopilot": numbered("13-agent-operator", 35),
  "there is no browser console yet": numbered("13-agent-operator", 52),
  "jobs that are parsed have no fields of the server": numbered("01-service-job", 1, 2),
  "diffs leave out fields that are empty": numbered("01-service-job", 4, 32, 34, 46),
  "scaling events are not kept, and it is said": numbered("01-service-job", 50),
  "an update that finds no room leaves the old allocation, and ResourcesExhausted and ClassEligibility are not told": [
    ...numbered("01-service-job", 37),
    ...numbered("03-unplaceable-job", 1, 3, 4, 14, 18, 24),
    ...numbered("06-system-job", 13),
  ],
  "the next step was done when the answer came: clusters are not equally fast": [...numbered("01-service-job", 9, 10), ...numbered("04-periodic-job", 7, 8, 9, 10), ...numbered("08-allocations-client", 68)],
  "the recorder changed things between, from elsewhere": numbered("17-blocking-queries", 11, 12, 13, 14, 15, 16, 18, 20),
  "sysbatch is a type of job, and blocks are not stanzas, as in later versions": [...numbered("04-periodic-job", 19), ...numbered("06-system-job", 18, 19)],
};

const reasonOf = new Map(Object.entries(accepted).flatMap(([reason, names]) => names.map((name) => [name, reason] as const)));

/** undefined = the difference is not accepted. */
export function acceptedReason(name: string): string | undefined {
  return reasonOf.get(name.replace(/^([^/]+\/\d+)-.*$/, "$1"));
}
