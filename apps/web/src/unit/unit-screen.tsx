import { UnitOfMeasure } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconArrowsExchange } from '@tabler/icons-react'
import { useState } from 'react'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import styles from '../ui/screen.module.css'
import { SidePane } from '../ui/side-pane.tsx'
import { UnitConverter } from './unit-converter.tsx'
import { words } from './words.ts'

/** The units that products are counted and measured in, and a converter beside them. */
export function UnitScreen() {
  const [isConverting, setIsConverting] = useState(false)
  return (
    <div className={styles.screen}>
      <ResourceScreen
        resource={UnitOfMeasure}
        plural={words.plural}
        title={words.title}
        columns={['name', 'code', 'symbol', 'uomType', 'factor', 'isActive']}
        widths={{ name: 'minmax(144px, 2fr)', code: '104px', symbol: '88px', uomType: '104px', isActive: '88px' }}
        neighbours={
          <Button
            variant="default"
            leftSection={<IconArrowsExchange size={16} />}
            aria-expanded={isConverting}
            onClick={() => setIsConverting((isOpen) => !isOpen)}
          >
            {words.convert}
          </Button>
        }
      />
      {isConverting && (
        <SidePane label={words.converter} title={words.converter} onClose={() => setIsConverting(false)}>
          <UnitConverter />
        </SidePane>
      )}
    </div>
  )
}
