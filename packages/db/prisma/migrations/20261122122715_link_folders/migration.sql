-- CreateTable
CREATE TABLE "link_folder" (
    "organization_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "parent_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "folder_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "link_folder_pkey" PRIMARY KEY ("organization_id","link_id","parent_id","name")
);

-- CreateIndex
CREATE INDEX "link_folder_organization_id_created_at_idx" ON "link_folder"("organization_id", "created_at");

-- CreateIndex
CREATE INDEX "link_folder_parent_id_idx" ON "link_folder"("parent_id");

-- CreateIndex
CREATE INDEX "link_folder_folder_id_idx" ON "link_folder"("folder_id");

-- CreateIndex
CREATE UNIQUE INDEX "file_link_organization_id_id_key" ON "file_link"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "link_folder" ADD CONSTRAINT "link_folder_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_folder" ADD CONSTRAINT "link_folder_organization_id_link_id_fkey" FOREIGN KEY ("organization_id", "link_id") REFERENCES "file_link"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_folder" ADD CONSTRAINT "link_folder_parent_fkey" FOREIGN KEY ("organization_id", "parent_id") REFERENCES "folder"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_folder" ADD CONSTRAINT "link_folder_folder_fkey" FOREIGN KEY ("organization_id", "folder_id") REFERENCES "folder"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

select protect_tenant_table('link_folder');
-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122122715_link_folders';
