# Where to run: only on Linux, never two on one machine, half of them in each datacenter, rather on fast disks.
job "spread" {
  datacenters = ["*"]

  constraint {
    attribute = "${attr.kernel.name}"
    value     = "linux"
  }

  spread {
    attribute = "${node.datacenter}"
    weight    = 100

    target "us-west-1" {
      percent = 50
    }

    target "us-east-1" {
      percent = 50
    }
  }

  group "one-a-node" {
    count = 4

    constraint {
      distinct_hosts = true
    }

    affinity {
      attribute = "${meta.disk}"
      value     = "ssd"
      weight    = 60
    }

    task "sleep" {
      driver = "raw_exec"

      config {
        command = "/bin/sleep"
        args    = ["86400"]
      }

      resources {
        cpu    = 100
        memory = 64
      }
    }
  }
}
