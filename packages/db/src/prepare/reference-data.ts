/** Seed 001, Organization Type. */
export const organizationTypes = [
  { name: 'Company', description: 'Primary legal entity or top-level organization.' },
  { name: 'Division', description: 'A major operational division within a company.' },
  { name: 'Department', description: 'A functional department within a division or company.' },
  { name: 'Team', description: 'A specific team within a department.' },
  { name: 'Location/Branch', description: 'A physical office or branch location.' },
  { name: 'Customer', description: 'An external organization that purchases goods/services.' },
  { name: 'Supplier', description: 'An external organization that supplies goods/services.' },
  { name: 'Partner', description: 'An external organization collaborated with.' },
  { name: 'Vendor', description: 'Synonym for Supplier, or specific type.' },
] as const

/** Seed 001, Unit of Measure. */
export const unitsOfMeasure = [
  { code: 'EA', name: 'Each', uom_type: 'Count', symbol: '' },
  { code: 'BOX', name: 'Box', uom_type: 'Count', symbol: '' },
  { code: 'KG', name: 'Kilogram', uom_type: 'Mass', symbol: 'kg' },
  { code: 'G', name: 'Gram', uom_type: 'Mass', symbol: 'g' },
  { code: 'LB', name: 'Pound', uom_type: 'Mass', symbol: 'lb' },
  { code: 'OZ', name: 'Ounce', uom_type: 'Mass', symbol: 'oz' },
  { code: 'M', name: 'Meter', uom_type: 'Length', symbol: 'm' },
  { code: 'CM', name: 'Centimeter', uom_type: 'Length', symbol: 'cm' },
  { code: 'MM', name: 'Millimeter', uom_type: 'Length', symbol: 'mm' },
  { code: 'FT', name: 'Foot', uom_type: 'Length', symbol: 'ft' },
  { code: 'IN', name: 'Inch', uom_type: 'Length', symbol: 'in' },
  { code: 'L', name: 'Liter', uom_type: 'Volume', symbol: 'L' },
  { code: 'ML', name: 'Milliliter', uom_type: 'Volume', symbol: 'mL' },
  { code: 'GAL', name: 'Gallon', uom_type: 'Volume', symbol: 'gal' },
] as const
