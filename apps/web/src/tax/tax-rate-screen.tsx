import { TaxRate } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconCalculator } from '@tabler/icons-react'
import { useState } from 'react'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import styles from '../ui/screen.module.css'
import { SidePane } from '../ui/side-pane.tsx'
import { TaxCalculator } from './tax-calculator.tsx'
import { words } from './words.ts'

/** What is levied where, and a calculator that shows what comes of it. */
export function TaxRateScreen() {
  const [isCalculating, setIsCalculating] = useState(false)
  return (
    <div className={styles.screen}>
      <ResourceScreen
        resource={TaxRate}
        plural={words.plural}
        title={words.title}
        columns={[
          'name',
          'rate',
          'jurisdictionName',
          'taxCategoryName',
          'taxType',
          'isCompound',
          'validFrom',
          'validTo',
          'isActive',
        ]}
        widths={{
          name: 'minmax(144px, 2fr)',
          rate: '88px',
          taxType: '88px',
          isCompound: '104px',
          validFrom: '112px',
          validTo: '112px',
          isActive: '88px',
        }}
        neighbours={
          <Button
            variant="default"
            leftSection={<IconCalculator size={16} />}
            aria-expanded={isCalculating}
            onClick={() => setIsCalculating((isOpen) => !isOpen)}
          >
            {words.calculate}
          </Button>
        }
      />
      {isCalculating && (
        <SidePane label={words.calculator} title={words.calculator} onClose={() => setIsCalculating(false)}>
          <TaxCalculator />
        </SidePane>
      )}
    </div>
  )
}
