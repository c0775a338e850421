# A system job: one allocation on every node that fits, also on nodes that join later.
job "every-node" {
  datacenters = ["*"]
  type        = "system"

  group "heartbeat" {
    task "beat" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["-c", "while true; do date; sleep 10; done"]
      }

      logs {
        max_files     = 2
        max_file_size = 5
      }

      kill_timeout = "2s"

      resources {
        cpu    = 20
        memory = 16
      }
    }
  }
}
