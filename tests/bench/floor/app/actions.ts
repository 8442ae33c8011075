"use server";

import { redirect } from "next/navigation";
import { insertCustomer, insertUser } from "../queries";
import { database } from "./database";

/** Where the form leads that is never sent. */
export async function doNothing(): Promise<void> {}

export async function createUser(form: FormData): Promise<void> {
  await insertUser(database(), Number(form.get("tenantId")), String(form.get("email")));
  redirect(`/portal/${form.get("tenantId")}/users`);
}

export async function createCustomer(form: FormData): Promise<void> {
  const [name, email] = [String(form.get("name")), String(form.get("email"))];
  await insertCustomer(database(), Number(form.get("tenantId")), name, email);
  redirect(`/portal/${form.get("tenantId")}/clients`);
}
