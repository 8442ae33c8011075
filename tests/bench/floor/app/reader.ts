/** The reader, whom the floor never checks. */
export const READER = { name: null, login: "admin@northwind.example" };

/** A company as it would have been looked up. */
export const companyOf = (id: number) => ({ id, name: "Almeida Logistics Aachen", path: `1.${id}` });
