-- A ticket is good for a minute: those that name no session are asked for again.
delete from download_ticket;
-- AlterTable
ALTER TABLE "download_ticket" ADD COLUMN     "session_id" UUID NOT NULL;

-- CreateIndex
CREATE INDEX "download_ticket_session_id_idx" ON "download_ticket"("session_id");

-- AddForeignKey
ALTER TABLE "download_ticket" ADD CONSTRAINT "download_ticket_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Always last: tells a resumed run that this migration is whole.
comment on table organization is '20261122190000_tickets_of_sessions';
