# A batch job: three allocations that print and end. Try: berth job run examples/hello-batch.hcl -var greeting=Moin
variable "greeting" {
  type        = string
  default     = "hello"
  description = "what each task says"

  validation {
    condition     = length(var.greeting) > 0
    error_message = "say something"
  }
}

job "hello-batch" {
  datacenters = ["*"]
  type        = "batch"

  group "hello" {
    count = 3

    restart {
      attempts = 1
      interval = "1m"
      delay    = "2s"
      mode     = "fail"
    }

    task "say" {
      driver = "raw_exec"

      config {
        command = "/bin/sh"
        args    = ["-c", "echo ${var.greeting} from allocation $NOMAD_ALLOC_INDEX on ${node.unique.name}"]
      }

      resources {
        cpu    = 50
        memory = 32
      }
    }
  }
}
