import { createUser } from "../../../../actions";

/** With the fields of the product's form, so that the same one is posted. */
export default async function NewUserPage({ params }: { params: Promise<{ tenantId: string }> }) {
  return (
    <form action={createUser}>
      <input type="hidden" name="tenantId" value={(await params).tenantId} />
      {["email", "useEmailAsLogin", "language", "access"].map((name) => (
        <input key={name} name={name} aria-label={name} />
      ))}
    </form>
  );
}
