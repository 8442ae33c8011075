import { DigestEmail, type DigestEmailProps } from "./digest-email";

/** "Scheduled reports": how much storage a company and its clients or units use. */
export function UsageReportEmail(props: DigestEmailProps) {
  return <DigestEmail {...props} />;
}
