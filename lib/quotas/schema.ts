/** How much cloud storage a tenant may use and uses, in bytes. */
export type StorageUse = {
  /** null is unlimited. */
  quotaBytes: number | null;
  /** What may be used on top of the quota; null is nothing. */
  overageBytes: number | null;
  /** Of the tenant and everything below it that the reader may see. */
  usedBytes: number;
  /** Whether the reader sees everything below, so that the figure is the whole. */
  includesBelow: boolean;
  /** The newest of the measurements; null while nothing has been reported. */
  measuredAt: Date | null;
};
