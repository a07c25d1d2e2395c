-- AlterTable
ALTER TABLE "Job" ADD COLUMN "options" JSONB;
ALTER TABLE "Job" ADD COLUMN "record" JSONB;

-- AlterTable: a plain new column instead of a copy of the largest table but one
ALTER TABLE "JobDevice" ADD COLUMN "retries" INTEGER NOT NULL DEFAULT 0;
