# Five web frontends in two datacenters, registered in Consul, updated one at a time.
# Needs Docker and the image. The same job without Docker: my-service.raw_exec.hcl
job "my-service" {
  region      = "us"
  datacenters = ["us-west-1", "us-east-1"]

  # Rolling updates: one allocation, then at least 30 seconds pause.
  update {
    stagger      = "30s"
    max_parallel = 1
  }

  group "webs" {
    count = 5

    task "frontend" {
      driver = "docker"

      config {
        image = "hashicorp/web-frontend"
      }

      # Two restarts a minute; then the allocation fails and is rescheduled on another node.
      restart {
        interval = "1m"
        attempts = 2
        delay    = "15s"
      }

      # Without a name the service is called my-service-webs-frontend.
      service {
        tags = ["prod"]
        port = "http"

        check {
          type     = "http"
          path     = "/health"
          interval = "10s"
          timeout  = "2s"
        }
      }

      env {
        DB_HOST = "db01.example.com"
        DB_USER = "web"
      }

      resources {
        cpu    = 500
        memory = 128

        network {
          mbits         = 100
          dynamic_ports = ["http", "https"]
        }
      }
    }
  }
}
