/** What the invented company sells, in every document about it. */
export const products = [
  { sku: 'HT-1001', name: 'Bolt M8 x 40, stainless', unit: 'PCS', price: 0.42 },
  { sku: 'HT-1002', name: 'Bolt M10 x 60, stainless', unit: 'PCS', price: 0.68 },
  { sku: 'HT-2040', name: 'Mooring line 14 mm', unit: 'M', price: 3.9 },
  { sku: 'HT-2055', name: 'Fender, cylindrical, 60 cm', unit: 'PCS', price: 38.5 },
  { sku: 'HT-3100', name: 'Marine grease', unit: 'KG', price: 12.75 },
  { sku: 'HT-4007', name: 'Deck lantern, brass', unit: 'PCS', price: 89 },
  { sku: 'HT-5000', name: 'Yearly inspection', unit: 'HR', price: 74 },
]
