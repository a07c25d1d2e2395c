-- AlterTable
ALTER TABLE "Credential" ADD COLUMN "loginsPerSecond" REAL;
ALTER TABLE "Credential" ADD COLUMN "realm" TEXT;
ALTER TABLE "Credential" ADD COLUMN "sealedPassphrase" TEXT;

-- AlterTable
ALTER TABLE "HostKey" ADD COLUMN "acceptedAt" DATETIME;
ALTER TABLE "HostKey" ADD COLUMN "acceptedBy" TEXT;

-- CreateTable
CREATE TABLE "JumpHost" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "canonicalEndpoint" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "viaId" TEXT,
    "algorithms" TEXT NOT NULL DEFAULT 'modern',
    "keepalive" BOOLEAN NOT NULL DEFAULT true,
    "maxSessions" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "JumpHost_credentialId_fkey" FOREIGN KEY ("credentialId") REFERENCES "Credential" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "JumpHost_viaId_fkey" FOREIGN KEY ("viaId") REFERENCES "JumpHost" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "HostKeyOffer" (
    "endpoint" TEXT NOT NULL PRIMARY KEY,
    "algorithm" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "firstSeenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- AlterTable
-- Columns are added, the tables not made anew: dropping "Device" would take its tags along.
ALTER TABLE "Device" ADD COLUMN "jumpHostId" TEXT REFERENCES "JumpHost" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Device" ADD COLUMN "algorithms" TEXT NOT NULL DEFAULT 'modern';
ALTER TABLE "Device" ADD COLUMN "keepalive" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "JobDevice" ADD COLUMN "jumpHostId" TEXT;
ALTER TABLE "JobDevice" ADD COLUMN "algorithms" TEXT NOT NULL DEFAULT 'modern';
ALTER TABLE "JobDevice" ADD COLUMN "keepalive" BOOLEAN NOT NULL DEFAULT true;

-- CreateIndex
CREATE INDEX "Device_jumpHostId_idx" ON "Device"("jumpHostId");

-- CreateIndex
CREATE UNIQUE INDEX "JumpHost_name_key" ON "JumpHost"("name");

-- CreateIndex
CREATE UNIQUE INDEX "JumpHost_canonicalEndpoint_key" ON "JumpHost"("canonicalEndpoint");

-- CreateIndex
CREATE INDEX "JumpHost_credentialId_idx" ON "JumpHost"("credentialId");

-- CreateIndex
CREATE INDEX "JumpHost_viaId_idx" ON "JumpHost"("viaId");
