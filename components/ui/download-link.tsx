import { Download } from "lucide-react";
import { buttonStyle } from "./button-style";

/** Leads to a file. A plain link: Next's own would fetch the file before anyone clicks. */
export function DownloadLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} className={buttonStyle("secondary")}>
      <Download aria-hidden="true" />
      {children}
    </a>
  );
}
