# Waits to be dispatched. Each dispatch runs once, with its own payload and meta:
#
#   ./berth job run examples/encode.hcl
#   echo hello | ./berth job dispatch -meta input=a.txt encode -
job "encode" {
  type = "batch"

  parameterized {
    payload       = "required"
    meta_required = ["input"]
    meta_optional = ["profile"]
  }

  group "encode" {
    task "encode" {
      driver = "raw_exec"

      dispatch_payload {
        file = "input.txt"
      }

      config {
        command = "/bin/sh"
        args    = ["-c", "echo ${NOMAD_META_input}: $(cat ${NOMAD_TASK_DIR}/input.txt)"]
      }
      resources {
        cpu    = 50
        memory = 32
      }
    }
  }
}
