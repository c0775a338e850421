-- CreateTable
CREATE TABLE "projection_checkpoint" (
    "name" TEXT NOT NULL,
    "index" BIGINT NOT NULL,
    "chain_hash" TEXT NOT NULL,
    "incarnation" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "projection_checkpoint_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "entries" (
    "index" BIGINT NOT NULL,
    "id" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3),
    "actor" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "duplicate" BOOLEAN NOT NULL,
    "events" JSONB NOT NULL,
    "chain_hash" TEXT NOT NULL,

    CONSTRAINT "entries_pkey" PRIMARY KEY ("index")
);

-- CreateTable
CREATE TABLE "jobs" (
    "namespace" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "stopped" BOOLEAN NOT NULL,
    "purged" BOOLEAN NOT NULL,
    "create_index" BIGINT NOT NULL,
    "modify_index" BIGINT NOT NULL,
    "job_modify_index" BIGINT NOT NULL,
    "modified_at" TIMESTAMPTZ(3),
    "removed_index" BIGINT,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("namespace","id")
);

-- CreateTable
CREATE TABLE "job_versions" (
    "namespace" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "job_modify_index" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "stable" BOOLEAN NOT NULL,
    "spec" JSONB NOT NULL,
    "source" TEXT,
    "source_format" TEXT,

    CONSTRAINT "job_versions_pkey" PRIMARY KEY ("namespace","job_id","job_modify_index","version")
);

-- CreateTable
CREATE TABLE "evaluations" (
    "id" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "triggered_by" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_description" TEXT NOT NULL,
    "wait_until" TIMESTAMPTZ(3),
    "node_id" TEXT NOT NULL,
    "deployment_id" TEXT NOT NULL,
    "previous_id" TEXT NOT NULL,
    "next_id" TEXT NOT NULL,
    "blocked_id" TEXT NOT NULL,
    "job_modify_index" BIGINT NOT NULL,
    "snapshot_index" BIGINT NOT NULL,
    "result" JSONB NOT NULL,
    "create_index" BIGINT NOT NULL,
    "modify_index" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3),
    "modified_at" TIMESTAMPTZ(3),

    CONSTRAINT "evaluations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocations" (
    "id" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "job_version" INTEGER NOT NULL,
    "task_group" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "evaluation_id" TEXT NOT NULL,
    "deployment_id" TEXT NOT NULL,
    "previous_id" TEXT NOT NULL,
    "next_id" TEXT NOT NULL,
    "desired_status" TEXT NOT NULL,
    "desired_description" TEXT NOT NULL,
    "client_status" TEXT NOT NULL,
    "client_description" TEXT NOT NULL,
    "health" TEXT NOT NULL,
    "task_states" JSONB NOT NULL,
    "create_index" BIGINT NOT NULL,
    "modify_index" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3),
    "modified_at" TIMESTAMPTZ(3),
    "running_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "removed_index" BIGINT,

    CONSTRAINT "allocations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_events" (
    "allocation_id" TEXT NOT NULL,
    "index" BIGINT NOT NULL,
    "time" TIMESTAMPTZ(3),
    "desired_status" TEXT NOT NULL,
    "desired_description" TEXT NOT NULL,
    "client_status" TEXT NOT NULL,
    "client_description" TEXT NOT NULL,
    "health" TEXT NOT NULL,
    "job_version" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,

    CONSTRAINT "allocation_events_pkey" PRIMARY KEY ("allocation_id","index")
);

-- CreateTable
CREATE TABLE "nodes" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "datacenter" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_description" TEXT NOT NULL,
    "eligibility" TEXT NOT NULL,
    "registration_index" BIGINT NOT NULL,
    "create_index" BIGINT NOT NULL,
    "modify_index" BIGINT NOT NULL,
    "status_changed_at" TIMESTAMPTZ(3),
    "spec" JSONB NOT NULL,
    "removed_index" BIGINT,

    CONSTRAINT "nodes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "entries_id_idx" ON "entries"("id");

-- CreateIndex
CREATE INDEX "entries_time_idx" ON "entries"("time");

-- CreateIndex
CREATE INDEX "entries_actor_index_idx" ON "entries"("actor", "index");

-- CreateIndex
CREATE INDEX "jobs_id_idx" ON "jobs"("id" text_pattern_ops);

-- CreateIndex
CREATE INDEX "jobs_modify_index_idx" ON "jobs"("modify_index");

-- CreateIndex
CREATE INDEX "evaluations_namespace_job_id_create_index_idx" ON "evaluations"("namespace", "job_id", "create_index");

-- CreateIndex
CREATE INDEX "evaluations_id_idx" ON "evaluations"("id" text_pattern_ops);

-- CreateIndex
CREATE INDEX "allocations_namespace_job_id_create_index_idx" ON "allocations"("namespace", "job_id", "create_index");

-- CreateIndex
CREATE INDEX "allocations_node_id_create_index_idx" ON "allocations"("node_id", "create_index");

-- CreateIndex
CREATE INDEX "allocations_id_idx" ON "allocations"("id" text_pattern_ops);

-- CreateIndex
CREATE INDEX "allocation_events_index_idx" ON "allocation_events"("index");

-- CreateIndex
CREATE INDEX "nodes_name_idx" ON "nodes"("name" text_pattern_ops);
