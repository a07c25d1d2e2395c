-- CreateIndex
CREATE INDEX "Device_name_searchText_id_idx" ON "Device"("name", "searchText", "id");
