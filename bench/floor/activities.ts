/** The calls of a paid order to outside systems; `readCosts` compares them with a real history. */
export interface FloorActivities {
  importOrder(id: string): Promise<void>;
  openPage(id: string): Promise<void>;
  readShopState(id: string): Promise<void>;
  writeDocument(id: string): Promise<void>;
  writeBack(id: string): Promise<void>;
}

/** The task queue of the floor's documents, separate as ours is. */
export const floorErpQueue = (taskQueue: string): string => `${taskQueue}:erp`;

/** How many calls the ERP takes at once, one of which only reads: the most that Mexal allows. */
export const ERP_AT_ONCE = 2;
