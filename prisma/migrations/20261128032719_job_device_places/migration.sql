-- AlterTable
ALTER TABLE "JobDevice" ADD COLUMN "area" TEXT;
ALTER TABLE "JobDevice" ADD COLUMN "site" TEXT;
