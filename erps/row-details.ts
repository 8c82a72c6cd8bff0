import type { OrderLine } from '../domain/schemas/order.ts';

/** What stands under a row for those who pick and pack. */
export const rowDetails = ({ parts = [], options = [] }: OrderLine): string[] => [
  ...parts.map(({ sku, name, quantity }) => `- ${quantity} x ${sku} ${name === sku ? '' : name}`),
  ...options.map((option) => `- ${option}`),
];
