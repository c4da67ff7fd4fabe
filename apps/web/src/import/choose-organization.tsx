import { OrganizationPicker } from '../organization/organization-picker.tsx'
import type { NamedResource } from '../resource/record-types.ts'
import { useAbilities } from '../session/abilities.ts'
import { ChooserButton } from '../ui/chooser-button.tsx'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface ChooseOrganizationProps {
  readonly resource: NamedResource
  readonly onChosen: (organization: string) => void
}

/** With all organizations on the screen somebody has to say whose rows they become. */
export function ChooseOrganization({ resource, onChosen }: ChooseOrganizationProps) {
  const { can } = useAbilities()
  return (
    <div className={wizard.body}>
      <div className={`${wizard.column} ${wizard.stack}`}>
        <div>
          <h2>{words.chooseTitle}</h2>
          <p className={wizard.soft}>{words.chooseHint}</p>
        </div>
        <OrganizationPicker
          value={null}
          isOffered={(id) => can('import', resource, id)}
          onPick={(id) => id !== null && onChosen(id)}
        >
          {(toggle) => <ChooserButton onClick={toggle}>{words.chooseOrganization}</ChooserButton>}
        </OrganizationPicker>
      </div>
    </div>
  )
}
