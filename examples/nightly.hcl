# Runs each night at 02:30 in New York, never twice at the same time:
#
#   ./berth job run examples/nightly.hcl
#   ./berth job status nightly           when it is due next, what was launched, what was skipped and why
#   ./berth job periodic force nightly   now, beside its times
job "nightly" {
  type = "batch"

  periodic {
    crons            = ["30 2 * * *"]
    time_zone        = "America/New_York"
    prohibit_overlap = true
  }

  group "report" {
    task "report" {
      driver = "raw_exec"
      config {
        command = "/bin/sh"
        args    = ["-c", "echo the report of $(date -u)"]
      }
      resources {
        cpu    = 50
        memory = 32
      }
    }
  }
}
