import type { ReactNode } from "react";
import { PortalShell } from "@/components/portal/portal-shell";

async function signOut(): Promise<void> {
  "use server";
}

/** The frame of the portal with what stands in it for the provider's administrator. */
export function Frame({ tenant, children }: { tenant: { id: number; name: string }; children: ReactNode }) {
  const base = `/portal/${tenant.id}`;
  return (
    <PortalShell
      user={{ name: "Ada Almeida", login: "ada@northwind.example" }}
      signOutAction={signOut}
      tenant={{ ...tenant, kind: "customer" }}
      newItems={[{ href: `${base}/users/new`, label: "User" }]}
      tabs={["Overview", "Units", "Users", "Audit log", "Settings"].map((label) => ({
        href: `${base}/${label}`,
        label,
      }))}
    >
      {children}
    </PortalShell>
  );
}
