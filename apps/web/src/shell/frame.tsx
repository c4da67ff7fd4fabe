import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queryClient } from '../api/query-client.ts'
import { JobNotices } from '../data-job/job-notices.tsx'
import { SessionNotices } from '../import-session/session-notices.tsx'
import { followChanges } from '../realtime/live-changes.ts'
import { RecordPlace } from '../record/record-place.tsx'
import { InUseDoor } from '../resource/in-use-door.tsx'
import { SharedFilesDoor } from '../share-target/shared-files-door.tsx'
import { UploadDoor } from '../upload/upload-door.tsx'
import { UploadTray } from '../upload/upload-tray.tsx'
import { Banners } from './banners.tsx'
import { CommandPalette } from './command-palette.tsx'
import styles from './frame.module.css'
import { Header } from './header.tsx'
import { Rail } from './rail.tsx'
import { words } from './words.ts'

/** What stays while screens change: modules, header, notices, the upload tray, and the live connection. */
export function Frame() {
  useEffect(() => {
    const ended = new AbortController()
    followChanges(queryClient, {}, ended.signal).catch(window.reportError)
    return () => ended.abort()
  }, [])

  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {words.skip}
      </a>
      <Header />
      <Rail />
      <div className={styles.column}>
        <Banners />
        <SharedFilesDoor />
        <div className={styles.place}>
          <main id="content" className={styles.content} tabIndex={-1}>
            <Outlet />
          </main>
          <RecordPlace className={styles.record} />
        </div>
      </div>
      <UploadDoor />
      <InUseDoor />
      <JobNotices />
      <SessionNotices />
      <UploadTray />
      <CommandPalette />
    </div>
  )
}
