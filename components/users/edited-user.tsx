/** The user that a form is about. */
export type EditedUser = { id: number; tenantId: number; version: string };

/** The hidden fields that say so, but for the version. */
export function EditedUserFields({ id, tenantId }: Omit<EditedUser, "version">) {
  return (
    <>
      <input type="hidden" name="tenantId" value={tenantId} />
      <input type="hidden" name="userId" value={id} />
    </>
  );
}
