/** The calls of a paid order to the systems outside. A check compares them with a real history. */
export interface FloorActivities {
  importOrder(id: string): Promise<void>;
  openPage(id: string): Promise<void>;
  readShopState(id: string): Promise<void>;
  writeDocument(id: string): Promise<void>;
  writeBack(id: string): Promise<void>;
}

/** Documents have a task queue of their own, as those of ours. */
export const floorErpQueue = (taskQueue: string): string => `${taskQueue}:erp`;

/** Calls that the ERP takes at once, one of which only reads: what Mexal may be given at most. */
export const ERP_AT_ONCE = 2;
