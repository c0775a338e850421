// Job files of one group of one task, told apart by what preemption looks at: type, priority, size, a static port.

export interface ContenderWishes {
  readonly type?: string;
  readonly priority?: number;
  readonly count?: number;
  readonly cpu?: number;
  readonly memory?: number;
  /** 0 = none */
  readonly port?: number;
  readonly more?: string;
}

export function contender(id: string, { type = "service", priority = 50, count = 1, cpu = 1_000, memory = 1_000, port = 0, more = "" }: ContenderWishes = {}): string {
  return `job "${id}" {
    type = "${type}"
    priority = ${priority}
    ${more}
    group "g" {
      ${type === "system" || type === "sysbatch" ? "" : `count = ${count}`}
      ${port === 0 ? "" : `network {\n port "http" {\n static = ${port}\n }\n }`}
      ephemeral_disk { size = 10 }
      task "t" {
        driver = "raw_exec"
        config { command = "x" }
        resources {
          cpu = ${cpu}
          memory = ${memory}
        }
      }
    }
  }`;
}
