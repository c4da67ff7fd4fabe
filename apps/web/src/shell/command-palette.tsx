import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { type Outline, outlines } from 'virtual:resource-outlines'
import { type Icon, IconLogout, IconMoon, IconPlus, IconSearch, IconUpload, IconUserCog } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { FileIcon } from '../file/file-icon.tsx'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { governed, useAbilities } from '../session/abilities.ts'
import { signOut } from '../session/session.ts'
import { toastProblem } from '../ui/toast.tsx'
import { pickFiles } from '../upload/pick-files.ts'
import styles from './command-palette.module.css'
import { isReference, navigationFor, pathOf, referenceKinds } from './navigation.ts'
import { paletteSearch } from './palette-search.ts'
import { iconOf } from './resource-icons.ts'
import { pluralTitle } from './resource-names.ts'
import { words } from './words.ts'

interface Command {
  readonly label: string
  readonly icon: Icon
  run(): void
}

/** Before anything is typed the palette is an offer, not a list of all there is. */
const mostAtFirst = 8
const mostMeant = 20

/** Files come by uploading, people by inviting; reference data is made where it is kept. */
const isMadeHere = (outline: Outline) =>
  !outline.isAppendOnly && !isReference(outline) && outline.name !== 'file' && pathOf(outline) === `/${outline.plural}`

/** Ctrl K: screens, actions, and whatever bears the words that are typed. */
export function CommandPalette() {
  const [query, setQuery] = useState('')
  const [debounced] = useDebouncedValue(query.trim(), 150)
  const navigate = useNavigate()
  const router = useRouter()
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
  const go = (path: string, open?: string) =>
    void navigate({ href: router.buildLocation({ to: path, search: { org: organization, open } }).href })
  const screens: Command[] = [
    ...navigationFor(abilities).flatMap(({ destinations }) => destinations),
    ...referenceKinds.map((kind) => ({ path: `/${kind.plural}`, label: pluralTitle(kind), icon: iconOf(kind.name) })),
  ].map(({ path, label, icon }) => ({ label, icon, run: () => go(path) }))
  const makings: Command[] = outlines
    .filter((outline) => isMadeHere(outline) && abilities.can('add', outline, organization))
    .map((outline) => ({
      label: words.newOne(outline.label),
      icon: IconPlus,
      run: () => go(pathOf(outline) ?? '/', 'new'),
    }))
  const actions: Command[] = [
    ...(abilities.can('add', governed.file)
      ? [{ label: words.uploadFiles, icon: IconUpload, run: () => void navigate({ to: '/files' }).then(pickFiles) }]
      : []),
    ...makings,
    { label: words.toggleColorScheme, icon: IconMoon, run: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark') },
    { label: words.account, icon: IconUserCog, run: () => void navigate({ to: '/account' }) },
    { label: words.signOut, icon: IconLogout, run: () => void signOut().catch(toastProblem) },
  ]
  const most = query.trim() ? mostMeant : mostAtFirst
  const groups = [
    { label: words.screens, commands: screens.filter(isMeant).slice(0, most) },
    { label: words.actions, commands: actions.filter(isMeant).slice(0, most) },
  ].filter(({ commands }) => commands.length)
  const records = debounced.length > 1 ? (found ?? []) : []

  // Spotlight marks what Enter takes by an attribute, which goes with its row when records come late: the first takes its place.
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (query && !list.current?.querySelector('[data-selected]')) {
      list.current?.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
    }
  })

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
      <Spotlight.ActionsList ref={list}>
        {records.map(({ outline, label, rows }) => {
          const RecordIcon = iconOf(outline.name)
          return (
            <Spotlight.ActionsGroup key={label} label={label} className={styles.group}>
              {rows.map(({ id, title, hint, kind }) => (
                <Spotlight.Action key={id} className={styles.action} onClick={() => go(pathOf(outline) ?? '/', id)}>
                  {kind ? <FileIcon kind={kind} size={18} /> : <RecordIcon size={18} stroke={1.6} aria-hidden />}
                  <span className={styles.title}>{title}</span>
                  <span className={styles.hint}>{hint}</span>
                </Spotlight.Action>
              ))}
            </Spotlight.ActionsGroup>
          )
        })}
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
