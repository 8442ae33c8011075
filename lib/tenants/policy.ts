export type Place = { path: string };

/** `closed`: a self-service customer, for those above, who see nothing of it but the company itself. */
export type Door = Place & { closed?: boolean };
