"use server";

import { redirect } from "next/navigation";
import { type FormState, IDLE } from "@/lib/form/model";
import { insertCustomer, insertUser } from "../queries";
import { database } from "./database";

/** Where forms lead that are never sent. */
export async function doNothing(): Promise<FormState> {
  return IDLE;
}

export async function signOut(): Promise<void> {}

export async function createUser(_: FormState, form: FormData): Promise<FormState> {
  await insertUser(database(), Number(form.get("tenantId")), String(form.get("email")));
  redirect(`/portal/${form.get("tenantId")}/users`);
}

export async function createCustomer(_: FormState, form: FormData): Promise<FormState> {
  await insertCustomer(database(), Number(form.get("tenantId")), String(form.get("name")));
  redirect(`/portal/${form.get("tenantId")}/clients`);
}
