import { createCustomer } from "../../../../actions";

const FIELDS = ["name", "mode", "language", "unlimited", "email", "useEmailAsLogin", "administratorLanguage"];

/** With the fields of the product's form, so that the same one is posted. */
export default async function NewClientPage({ params }: { params: Promise<{ tenantId: string }> }) {
  return (
    <form action={createCustomer}>
      <input type="hidden" name="tenantId" value={(await params).tenantId} />
      {FIELDS.map((name) => (
        <input key={name} name={name} aria-label={name} />
      ))}
    </form>
  );
}
