-- CreateTable
CREATE TABLE "ImportRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "created" INTEGER NOT NULL,
    "updated" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "undoneAt" TEXT,
    "undoneBy" TEXT
);

-- CreateTable
CREATE TABLE "ImportPart" (
    "runId" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "data" TEXT NOT NULL,

    PRIMARY KEY ("runId", "part"),
    CONSTRAINT "ImportPart_runId_fkey" FOREIGN KEY ("runId") REFERENCES "ImportRun" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SheetConnection" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "spreadsheetId" TEXT NOT NULL,
    "range" TEXT NOT NULL,
    "authKind" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "clientEmail" TEXT,
    "mapping" JSONB NOT NULL,
    "defaults" JSONB NOT NULL,
    "lastAt" TEXT,
    "lastBy" TEXT,
    "lastResult" JSONB,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateIndex
CREATE INDEX "ImportRun_at_id_idx" ON "ImportRun"("at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "SheetConnection_name_key" ON "SheetConnection"("name");
