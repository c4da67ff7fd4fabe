import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { type Icon, IconLogout, IconMoon, IconSearch, IconUpload, IconUserCog } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { FileIcon } from '../file/file-icon.tsx'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { signOut } from '../session/session.ts'
import { toastProblem } from '../ui/toast.tsx'
import { pickFiles } from '../upload/pick-files.ts'
import styles from './command-palette.module.css'
import { modulesFor } from './modules.ts'
import { paletteSearch } from './palette-search.ts'
import { words } from './words.ts'

interface Command {
  readonly label: string
  readonly icon: Icon
  run(): void
}

/** Ctrl K: screens, actions, and whatever bears the words that are typed. */
export function CommandPalette() {
  const [query, setQuery] = useState('')
  const [debounced] = useDebouncedValue(query.trim(), 150)
  const navigate = useNavigate()
  const abilities = useAbilities()
  const organization = useCurrentOrganization()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const { data: found } = useQuery({
    ...paletteSearch(debounced, organization, abilities),
    enabled: debounced.length > 1,
    placeholderData: keepPreviousData,
  })

  const isMeant = ({ label }: { label: string }) => label.toLowerCase().includes(query.trim().toLowerCase())
  const screens: Command[] = modulesFor(abilities).map(({ to, label, icon }) => ({
    label,
    icon,
    run: () => void navigate({ to }),
  }))
  const actions: Command[] = [
    ...(abilities.can('add', governed.file)
      ? [{ label: words.uploadFiles, icon: IconUpload, run: () => void navigate({ to: '/files' }).then(pickFiles) }]
      : []),
    { label: words.toggleColorScheme, icon: IconMoon, run: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark') },
    { label: words.account, icon: IconUserCog, run: () => void navigate({ to: '/account' }) },
    { label: words.signOut, icon: IconLogout, run: () => void signOut().catch(toastProblem) },
  ]
  const groups = [
    { label: words.screens, commands: screens.filter(isMeant) },
    { label: words.actions, commands: actions.filter(isMeant) },
  ].filter(({ commands }) => commands.length)
  const records = debounced.length > 1 ? (found ?? []) : []

  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      tagsToIgnore={[]}
      maxHeight={420}
      scrollable
      size={560}
      yOffset={72}
      overlayProps={{ backgroundOpacity: 0.2, blur: 0 }}
      title={words.palette}
      classNames={{ header: styles.heading ?? '' }}
    >
      <Spotlight.Search
        placeholder={words.search}
        aria-label={words.search}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {records.map(({ label, rows }) => (
          <Spotlight.ActionsGroup key={label} label={label} className={styles.group}>
            {rows.map(({ id, title, hint, kind, to }) => (
              <Spotlight.Action
                key={id}
                className={styles.action}
                onClick={() => void navigate({ to, search: (search) => ({ ...search, open: id }) })}
              >
                {kind && <FileIcon kind={kind} size={18} />}
                <span className={styles.title}>{title}</span>
                <span className={styles.hint}>{hint}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.map(({ label, commands }) => (
          <Spotlight.ActionsGroup key={label} label={label} className={styles.group}>
            {commands.map(({ label: name, icon: Icon, run }) => (
              <Spotlight.Action key={name} className={styles.action} onClick={run}>
                <Icon size={18} stroke={1.6} aria-hidden />
                <span className={styles.title}>{name}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {!records.length && !groups.length && <Spotlight.Empty>{words.paletteEmpty}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
