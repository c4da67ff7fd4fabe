-- CreateTable
CREATE TABLE "loaded_reference" (
    "table_name" TEXT NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "loaded_reference_pkey" PRIMARY KEY ("table_name","key")
);

-- Only who owns the tables loads them, so nobody else is granted anything.

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261121093600_loaded_reference';
