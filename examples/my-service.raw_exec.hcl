# my-service.hcl without Docker: the same job, its frontend a tiny web server that needs nothing but Node.js.
# It answers / and /health on the port it was given.
job "my-service" {
  region      = "us"
  datacenters = ["us-west-1", "us-east-1"]

  update {
    stagger      = "30s"
    max_parallel = 1
  }

  group "webs" {
    count = 5

    task "frontend" {
      driver = "raw_exec"

      config {
        command = "node"
        args = ["-e", <<-JS
          const { NOMAD_PORT_http: port, NOMAD_ALLOC_ID: id, RELEASE: release } = process.env;
          const server = require("node:http").createServer((request, response) => {
            const known = request.url === "/" || request.url === "/health";
            response.writeHead(known ? 200 : 404, { "content-type": "text/plain" });
            if (request.url === "/health") response.end("ok\n");
            else response.end(known ? "hello from " + id + ", release " + release + "\n" : "not found\n");
          });
          server.listen(Number(port), () => console.log("listening on port " + port));
          for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(0));
        JS
        ]
      }

      restart {
        interval = "1m"
        attempts = 2
        delay    = "15s"
      }

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
        RELEASE = "1"
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
