export type Place = { tenantPath: string };
