# What the job language can do: variables, locals, for, functions and dynamic blocks make one group a shard.
variable "shards" {
  type    = list(string)
  default = ["alpha", "beta"]
}

locals {
  release = "2026-01"
  tags    = [for shard in var.shards : upper("${shard}-${local.release}")]
}

job "shards" {
  datacenters = ["*"]

  meta {
    tags = join(",", local.tags)
  }

  dynamic "group" {
    for_each = var.shards
    labels   = ["shard-${group.value}"]

    content {
      count = group.key == 0 ? 2 : 1

      network {
        port "http" {}
      }

      service {
        name = "shard-${group.value}"
        port = "http"
        tags = [local.tags[group.key]]

        check {
          type     = "tcp"
          interval = "10s"
          timeout  = "2s"
        }
      }

      task "serve" {
        driver = "raw_exec"

        config {
          command = "node"
          args    = ["-e", "require('node:http').createServer((_, r) => r.end('${group.value}')).listen(process.env.NOMAD_PORT_http)"]
        }

        resources {
          cpu    = 100
          memory = 64
        }
      }
    }
  }
}
