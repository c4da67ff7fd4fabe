-- AlterTable
ALTER TABLE "product" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "category_id" UUID,
ADD COLUMN     "is_inventory_tracked" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "is_purchasable" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "is_sellable" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "currency_id" TEXT,
ADD COLUMN     "primary_address" JSONB,
ADD COLUMN     "primary_contact_id" UUID;

-- AlterTable
ALTER TABLE "unit_of_measure" ADD COLUMN     "factor" DECIMAL(38,18);

-- CreateTable
CREATE TABLE "category" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "category_type" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL DEFAULT '',
    "company_name" TEXT NOT NULL DEFAULT '',
    "linked_organization_id" UUID,
    "contact_type" TEXT NOT NULL DEFAULT 'OTHER',
    "status" TEXT NOT NULL DEFAULT 'active',
    "source" TEXT NOT NULL DEFAULT '',
    "notes" TEXT NOT NULL DEFAULT '',
    "email_addresses" JSONB NOT NULL DEFAULT '[]',
    "phone_numbers" JSONB NOT NULL DEFAULT '[]',
    "addresses" JSONB NOT NULL DEFAULT '[]',
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "document_type_id" UUID,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "file_id" UUID NOT NULL,
    "version_number" INTEGER NOT NULL DEFAULT 1,
    "previous_version_id" UUID,
    "description" TEXT NOT NULL DEFAULT '',
    "entity_type" TEXT,
    "entity_id" TEXT,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warehouse" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "warehouse_type" TEXT NOT NULL,
    "address" JSONB,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "warehouse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_location" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "barcode" TEXT,
    "warehouse_id" UUID NOT NULL,
    "parent_id" UUID,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "location_type" TEXT,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "tags" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "stock_location_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "category" TEXT NOT NULL DEFAULT '',
    "color" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "status_pkey" PRIMARY KEY ("slug")
);

-- The vocabulary that rows already speak; the rest of the reference data is loaded after the migrations.
insert into status (slug, name, category, description, color) values
  ('draft', 'Draft', 'General', 'Record is being drafted, not yet active.', '#AAAAAA'),
  ('active', 'Active', 'General', 'Record is active and in use.', '#4CAF50'),
  ('inactive', 'Inactive', 'General', 'Record is not currently active but may be reactivated.', '#FF9800'),
  ('archived', 'Archived', 'General', 'Record is archived and typically read-only.', '#9E9E9E'),
  ('discontinued', 'Discontinued', 'General', 'Record is no longer offered.', '#795548');

-- CreateTable
CREATE TABLE "currency" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "symbol" TEXT NOT NULL DEFAULT '',
    "numeric_code" TEXT,
    "decimal_places" INTEGER NOT NULL DEFAULT 2,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "currency_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "country" (
    "code" TEXT NOT NULL,
    "alpha_3" TEXT NOT NULL,
    "numeric_code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "country_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "subdivision" (
    "code" TEXT NOT NULL,
    "country_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "parent_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "subdivision_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "language" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "native_name" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "language_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "time_zone" (
    "name" TEXT NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "time_zone_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "custom_field_definition" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "resource" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "options" JSONB NOT NULL DEFAULT '{}',
    "description" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "custom_field_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "row_mark" (
    "organization_id" UUID NOT NULL,
    "resource" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "row_id" UUID NOT NULL,

    CONSTRAINT "row_mark_pkey" PRIMARY KEY ("organization_id","resource","name","value","row_id")
);

-- CreateTable
CREATE TABLE "tax_jurisdiction" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "jurisdiction_type" TEXT NOT NULL,
    "parent_id" TEXT,
    "path" TEXT NOT NULL,
    "depth" INTEGER NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tax_jurisdiction_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "tax_category" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tax_category_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "tax_rate" (
    "id" UUID NOT NULL,
    "organization_id" UUID,
    "name" TEXT NOT NULL,
    "jurisdiction_id" TEXT NOT NULL,
    "tax_category_id" TEXT,
    "rate" DECIMAL(10,5) NOT NULL,
    "tax_type" TEXT NOT NULL,
    "is_compound" BOOLEAN NOT NULL DEFAULT false,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "valid_from" DATE,
    "valid_to" DATE,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "custom_fields" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID,
    "updated_by_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "tax_rate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "category_organization_id_id_key" ON "category"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "category_organization_id_category_type_id_key" ON "category"("organization_id", "category_type", "id");

-- CreateIndex
CREATE INDEX "contact_linked_organization_id_idx" ON "contact"("linked_organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_organization_id_id_key" ON "contact"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_organization_id_id_key" ON "document"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "warehouse_organization_id_id_key" ON "warehouse"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "stock_location_organization_id_warehouse_id_id_key" ON "stock_location"("organization_id", "warehouse_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "status_name_key" ON "status"("name");

-- CreateIndex
CREATE UNIQUE INDEX "currency_name_key" ON "currency"("name");

-- CreateIndex
CREATE UNIQUE INDEX "currency_numeric_code_key" ON "currency"("numeric_code");

-- CreateIndex
CREATE UNIQUE INDEX "country_alpha_3_key" ON "country"("alpha_3");

-- CreateIndex
CREATE UNIQUE INDEX "country_numeric_code_key" ON "country"("numeric_code");

-- CreateIndex
CREATE UNIQUE INDEX "country_name_key" ON "country"("name");

-- CreateIndex
CREATE INDEX "subdivision_country_id_code_idx" ON "subdivision"("country_id", "code");

-- CreateIndex
CREATE INDEX "subdivision_parent_id_idx" ON "subdivision"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "language_name_key" ON "language"("name");

-- CreateIndex
CREATE UNIQUE INDEX "custom_field_definition_organization_id_resource_key_key" ON "custom_field_definition"("organization_id", "resource", "key");

-- CreateIndex
CREATE INDEX "row_mark_row_id_idx" ON "row_mark"("row_id");

-- CreateIndex
CREATE INDEX "tax_jurisdiction_parent_id_idx" ON "tax_jurisdiction"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "tax_category_name_key" ON "tax_category"("name");

-- CreateIndex
CREATE INDEX "tax_rate_jurisdiction_id_tax_category_id_valid_from_valid_t_idx" ON "tax_rate"("jurisdiction_id", "tax_category_id", "valid_from", "valid_to");

-- CreateIndex
CREATE INDEX "tax_rate_tax_category_id_idx" ON "tax_rate"("tax_category_id");

-- CreateIndex
CREATE INDEX "tax_rate_organization_id_name_id_idx" ON "tax_rate"("organization_id", "name", "id");

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "category" ADD CONSTRAINT "category_parent_fkey" FOREIGN KEY ("organization_id", "category_type", "parent_id") REFERENCES "category"("organization_id", "category_type", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_category_fkey" FOREIGN KEY ("organization_id", "category_id") REFERENCES "category"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_status_fkey" FOREIGN KEY ("status") REFERENCES "status"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_linked_organization_id_fkey" FOREIGN KEY ("linked_organization_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_status_fkey" FOREIGN KEY ("status") REFERENCES "status"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_document_type_fkey" FOREIGN KEY ("organization_id", "document_type_id") REFERENCES "category"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_status_fkey" FOREIGN KEY ("status") REFERENCES "status"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_file_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "file"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_previous_version_fkey" FOREIGN KEY ("organization_id", "previous_version_id") REFERENCES "document"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "warehouse" ADD CONSTRAINT "warehouse_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_location" ADD CONSTRAINT "stock_location_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_location" ADD CONSTRAINT "stock_location_warehouse_fkey" FOREIGN KEY ("organization_id", "warehouse_id") REFERENCES "warehouse"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_location" ADD CONSTRAINT "stock_location_parent_fkey" FOREIGN KEY ("organization_id", "warehouse_id", "parent_id") REFERENCES "stock_location"("organization_id", "warehouse_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_status_fkey" FOREIGN KEY ("status") REFERENCES "status"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_currency_id_fkey" FOREIGN KEY ("currency_id") REFERENCES "currency"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_primary_contact_fkey" FOREIGN KEY ("id", "primary_contact_id") REFERENCES "contact"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subdivision" ADD CONSTRAINT "subdivision_country_id_fkey" FOREIGN KEY ("country_id") REFERENCES "country"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subdivision" ADD CONSTRAINT "subdivision_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "subdivision"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tag" ADD CONSTRAINT "tag_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "custom_field_definition" ADD CONSTRAINT "custom_field_definition_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_jurisdiction" ADD CONSTRAINT "tax_jurisdiction_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "tax_jurisdiction"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_rate" ADD CONSTRAINT "tax_rate_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_rate" ADD CONSTRAINT "tax_rate_jurisdiction_id_fkey" FOREIGN KEY ("jurisdiction_id") REFERENCES "tax_jurisdiction"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tax_rate" ADD CONSTRAINT "tax_rate_tax_category_id_fkey" FOREIGN KEY ("tax_category_id") REFERENCES "tax_category"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- What Prisma cannot say.
-- ---------------------------------------------------------------------------------------------------------------------

select protect_tenant_table('contact');
select protect_tenant_table('category');
select protect_tenant_table('warehouse');
select protect_tenant_table('stock_location');
select protect_tenant_table('document');
select protect_tenant_table('custom_field_definition');

-- Tax rates of an organization are its own; those of none are everybody's to read and the system's to change.
select protect_tenant_table('tax_rate');
create policy shared_rows on tax_rate for select to groundwork_app using (organization_id is null);
do $$ begin
  execute format('create policy owner_loads on tax_rate for all to %I using (organization_id is null) with check (organization_id is null)', current_user);
end $$;

grant select, insert, update, delete
  on status, currency, country, subdivision, language, time_zone, tax_jurisdiction, tax_category
  to groundwork_app, groundwork_system;

-- Lists of words are never null.
alter table contact alter column tags set not null;
alter table category alter column tags set not null;
alter table warehouse alter column tags set not null;
alter table stock_location alter column tags set not null;
alter table document alter column tags set not null;

-- People's order for what people sort by; ids of a tree compare byte by byte.
alter table contact
  alter column first_name type text collate "und-x-icu",
  alter column last_name type text collate "und-x-icu",
  alter column company_name type text collate "und-x-icu",
  alter column source type text collate "und-x-icu";
-- A contact is named by its first and last name.
alter table contact drop column name;
alter table contact add column name text collate "und-x-icu" not null generated always as (trim(first_name || ' ' || last_name)) stored;
alter table category alter column name type text collate "und-x-icu", alter column path type text collate "C";
alter table warehouse alter column name type text collate "und-x-icu", alter column code type text collate "und-x-icu";
alter table stock_location alter column name type text collate "und-x-icu", alter column path type text collate "C";
alter table tax_jurisdiction alter column name type text collate "und-x-icu", alter column path type text collate "C";
alter table document alter column title type text collate "und-x-icu";
alter table tag alter column name type text collate "und-x-icu";
alter table custom_field_definition alter column label type text collate "und-x-icu";
alter table status alter column name type text collate "und-x-icu";
alter table country alter column name type text collate "und-x-icu";
alter table subdivision alter column name type text collate "und-x-icu";
alter table language alter column name type text collate "und-x-icu";
alter table tax_category alter column name type text collate "und-x-icu";
alter table tax_rate alter column name type text collate "und-x-icu";

-- Choices as text with a check. What a product's status may be is the vocabulary's to say now.
alter table product drop constraint product_status_check;
alter table unit_of_measure drop constraint unit_of_measure_uom_type_check;
alter table unit_of_measure add constraint unit_of_measure_uom_type_check
  check (uom_type in ('Length', 'Mass', 'Volume', 'Count', 'Time', 'Area', 'Data', 'Other'));
alter table contact add constraint contact_contact_type_check
  check (contact_type in ('CUSTOMER', 'SUPPLIER', 'PARTNER', 'EMPLOYEE', 'LEAD', 'OTHER'));
alter table category add constraint category_category_type_check
  check (category_type in ('PRODUCT', 'DOCUMENT_TYPE', 'ASSET_TYPE', 'ORG_COST_CENTER', 'OTHER'));
alter table warehouse add constraint warehouse_warehouse_type_check
  check (warehouse_type in ('DISTRIBUTION_CENTER', 'RETAIL_STORE', 'MANUFACTURING', 'VIRTUAL_DROPSHIP', 'THIRD_PARTY_LOGISTICS', 'TRANSIT', 'OTHER'));
alter table stock_location add constraint stock_location_location_type_check
  check (location_type in ('ZONE', 'AISLE', 'RACK', 'SHELF', 'BIN', 'DOCK', 'STAGING_AREA', 'OTHER'));
alter table tax_jurisdiction add constraint tax_jurisdiction_jurisdiction_type_check
  check (jurisdiction_type in ('COUNTRY', 'STATE_PROVINCE', 'COUNTY', 'CITY', 'OTHER'));
alter table tax_rate add constraint tax_rate_tax_type_check check (tax_type in ('VAT', 'GST', 'SALES', 'OTHER'));
alter table tax_rate add constraint tax_rate_rate_check check (rate >= 0);
alter table tax_rate add constraint tax_rate_valid_to_check check (valid_to >= valid_from);
alter table custom_field_definition add constraint custom_field_definition_type_check
  check (type in ('text', 'number', 'date', 'boolean', 'choice', 'multi_choice', 'reference'));
alter table currency add constraint currency_decimal_places_check check (decimal_places between 0 and 6);
alter table unit_of_measure add constraint unit_of_measure_factor_check check (factor > 0);

-- What several fields say together.
alter table organization add constraint organization_end_date_check check (end_date >= effective_date) not valid;
alter table document add constraint document_entity_id_check check ((entity_type is null) = (entity_id is null));
alter table stock_location add constraint stock_location_barcode_check check (barcode <> '');

-- Of the ways to reach a contact, exactly one is the first to try.
create function one_primary(list jsonb) returns boolean language sql immutable parallel safe as $$
  select jsonb_array_length(list) = 0
    or (select count(*) from jsonb_array_elements(list) item where item -> 'isPrimary' = 'true'::jsonb) = 1
$$;
alter table contact
  add constraint contact_email_addresses_check check (one_primary(email_addresses)),
  add constraint contact_phone_numbers_check check (one_primary(phone_numbers)),
  add constraint contact_addresses_check check (one_primary(addresses));

-- A path fits into its index, and nobody is lost in it.
alter table organization add constraint organization_depth_check check (depth <= 50);
alter table category add constraint category_depth_check check (depth <= 50);
alter table stock_location add constraint stock_location_depth_check check (depth <= 50);
alter table tax_jurisdiction add constraint tax_jurisdiction_depth_check check (depth <= 50);

-- Uniques. Among live rows where a table keeps deleted ones; named after their columns, which errors are told by.
-- Codes that differ in case alone are one code now: the oldest organization keeps it, the others are told apart by their ids.
alter table organization no force row level security;
update organization o set code = left(o.code, 37) || '-' || right(o.id::text, 12), version = o.version + 1, updated_at = now()
  from (select id, row_number() over (partition by lower(code) order by created_at, id) as place
    from organization where deleted_at is null) ranked
  where ranked.id = o.id and ranked.place > 1;
alter table organization force row level security;
drop index organization_code_key;
create unique index organization_code_key on organization (lower(code)) where deleted_at is null;
create unique index category_organization_id_slug_key on category (organization_id, slug) where deleted_at is null;
create unique index category_organization_id_parent_id_name_category_type_key
  on category (organization_id, parent_id, name, category_type) nulls not distinct where deleted_at is null;
create unique index warehouse_organization_id_code_key on warehouse (organization_id, code) where deleted_at is null;
create unique index stock_location_organization_id_warehouse_id_barcode_key
  on stock_location (organization_id, warehouse_id, barcode) where deleted_at is null;
create unique index stock_location_organization_id_warehouse_id_parent_id_name_key
  on stock_location (organization_id, warehouse_id, parent_id, name) nulls not distinct where deleted_at is null;
create unique index tag_organization_id_name_key on tag (organization_id, lower(name));

-- Lists: one index scan per organization, in the order asked for, the key last.
create index contact_name_idx on contact (organization_id, name, id) where deleted_at is null;
create index contact_created_at_idx on contact (organization_id, created_at, id) where deleted_at is null;
create index contact_updated_at_idx on contact (organization_id, updated_at, id) where deleted_at is null;
create index contact_status_idx on contact (organization_id, status, name, id) where deleted_at is null;
create index contact_trash_idx on contact (organization_id, deleted_at, id) where deleted_at is not null;
create index category_name_idx on category (organization_id, name, id) where deleted_at is null;
create index category_type_idx on category (organization_id, category_type, name, id) where deleted_at is null;
create index category_parent_idx on category (organization_id, parent_id);
create index category_path_idx on category (path);
create index product_category_idx on product (organization_id, category_id, name, id) where deleted_at is null;
create index warehouse_name_idx on warehouse (organization_id, name, id) where deleted_at is null;
create index stock_location_name_idx on stock_location (organization_id, name, id) where deleted_at is null;
create index stock_location_warehouse_idx on stock_location (organization_id, warehouse_id, parent_id);
create index stock_location_parent_idx on stock_location (organization_id, parent_id);
create index stock_location_path_idx on stock_location (path);
create index organization_primary_contact_idx on organization (primary_contact_id);
create index tax_jurisdiction_path_idx on tax_jurisdiction (path);
create index tax_rate_name_idx on tax_rate (name, id);
create index document_created_at_idx on document (organization_id, created_at, id) where deleted_at is null;
create index document_title_idx on document (organization_id, title, id) where deleted_at is null;
create index document_status_idx on document (organization_id, status, created_at, id) where deleted_at is null;
create index document_type_idx on document (organization_id, document_type_id, created_at, id) where deleted_at is null;
create index document_entity_idx on document (organization_id, entity_type, entity_id) where deleted_at is null;
create index document_file_idx on document (organization_id, file_id);
create unique index document_organization_id_previous_version_id_key on document (organization_id, previous_version_id) where deleted_at is null;
create index tag_name_idx on tag (organization_id, name, id);
create index custom_field_definition_position_idx on custom_field_definition (organization_id, position, id);

-- What rows can be found by: one mark for each tag, and one for each plain value of a custom field, named by its key behind a dot.
-- Kept by triggers. Equal values have equal marks, however a number is written.
create function mark_value(item jsonb) returns text language sql immutable parallel safe set search_path = pg_catalog as $$
  select case jsonb_typeof(item) when 'number' then trim_scale((item #>> '{}')::numeric)::text else left(item #>> '{}', 200) end
$$;
create function marks_of(tags text[], custom_fields jsonb) returns table (name text, value text)
language sql immutable parallel safe set search_path = pg_catalog, public as $$
  select 'tags', left(tag, 200) from unnest(tags) tag
  union
  select '.' || key, mark_value(item) from jsonb_each(custom_fields) field(key, member),
    jsonb_array_elements(case jsonb_typeof(member) when 'array' then member else jsonb_build_array(member) end) item
  where jsonb_typeof(item) in ('string', 'number', 'boolean') and length(key) <= 100
$$;
create function keep_marks_of_new() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format(
    'insert into row_mark (organization_id, resource, name, value, row_id)
     select n.%I, %L, m.name, m.value, n.id from added n cross join lateral public.marks_of(n.tags, n.custom_fields) m',
    tg_argv[1], tg_argv[0]);
  return null;
end $$;
create function keep_marks_of_changed() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  execute
    'delete from row_mark k using before b join after a on a.id = b.id where k.row_id = b.id
       and (a.tags, a.custom_fields) is distinct from (b.tags, b.custom_fields)
       and not exists (select from public.marks_of(a.tags, a.custom_fields) m where m.name = k.name and m.value = k.value)';
  execute format(
    'insert into row_mark (organization_id, resource, name, value, row_id)
     select a.%I, %L, m.name, m.value, a.id from before b join after a on a.id = b.id
       cross join lateral public.marks_of(a.tags, a.custom_fields) m
     where (a.tags, a.custom_fields) is distinct from (b.tags, b.custom_fields) on conflict do nothing',
    tg_argv[1], tg_argv[0]);
  return null;
end $$;
create function forget_marks() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  delete from row_mark k using gone g where k.row_id = g.id;
  return null;
end $$;

-- Gives a table with tags and custom fields its marks: select keep_marks('asset', 'asset').
create function keep_marks(target regclass, resource text, organization_column text default 'organization_id') returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  execute format('create trigger marks_of_new after insert on %s referencing new table as added for each statement execute function keep_marks_of_new(%L, %L)', target, resource, organization_column);
  execute format('create trigger marks_of_changed after update on %s referencing old table as before new table as after for each statement execute function keep_marks_of_changed(%L, %L)', target, resource, organization_column);
  execute format('create trigger marks_of_gone after delete on %s referencing old table as gone for each statement execute function forget_marks()', target);
  -- Forced policies would hide the rows from the owner of the tables, who is running this, and refuse the marks.
  alter table public.row_mark no force row level security;
  execute format('alter table %s no force row level security', target);
  execute format('insert into row_mark (organization_id, resource, name, value, row_id)
    select t.%I, %L, m.name, m.value, t.id from %s t cross join lateral public.marks_of(t.tags, t.custom_fields) m on conflict do nothing', organization_column, resource, target);
  execute format('alter table %s force row level security', target);
  alter table public.row_mark force row level security;
end $$;
revoke execute on function keep_marks from public;
select keep_marks('organization', 'organization', 'id');
select keep_marks('product', 'product');
select keep_marks('file', 'file');
select keep_marks('contact', 'contact');
select keep_marks('category', 'category');
select keep_marks('warehouse', 'warehouse');
select keep_marks('stock_location', 'stockLocation');
select keep_marks('document', 'document');

-- Tags that rows have already. Of spellings that differ in case alone one is the tag, and what all rows have from now on.
insert into tag (id, organization_id, name)
  select distinct on (organization_id, lower(word)) gen_random_uuid(), organization_id, word
  from (select organization_id, value collate "und-x-icu" as word from row_mark where name = 'tags') used
  order by organization_id, lower(word), word;
do $$
declare
  tagged record;
begin
  for tagged in select * from (values ('organization', 'id'), ('product', 'organization_id'), ('file', 'organization_id')) t(name, home) loop
    execute format('alter table %I no force row level security', tagged.name);
    execute format(
      'update %I r set tags = (select array_agg(s.name order by s.place) from (
           select t.name, min(w.place) as place from unnest(r.tags) with ordinality w(word, place)
             join tag t on t.organization_id = r.%2$I and lower(t.name) = lower(w.word collate "und-x-icu") group by t.name) s)
         where exists (select from unnest(r.tags) word where not exists (
           select from tag t where t.organization_id = r.%2$I and t.name = word))', tagged.name, tagged.home);
    execute format('alter table %I force row level security', tagged.name);
  end loop;
end $$;
select protect_tenant_table('tag');
select protect_tenant_table('row_mark');

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121091441_master_data';
