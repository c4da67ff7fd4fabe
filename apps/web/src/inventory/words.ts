export const words = {
  warehouses: 'Warehouses',
  warehousesPlural: 'warehouses',
  showLocations: 'Show its locations',
  locations: 'Stock locations',
  locationsPlural: 'stock locations',
  warehouse: 'Warehouse',
  chooseWarehouse: 'Choose a warehouse',
  findWarehouse: 'Find a warehouse',
  noWarehouses: 'No warehouses yet',
  noWarehousesHint: 'Locations are places inside a warehouse. Create the warehouse first.',
  toWarehouses: 'Go to warehouses',
} as const
