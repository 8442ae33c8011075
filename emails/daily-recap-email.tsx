import { DigestEmail, type DigestEmailProps } from "./digest-email";

/** "Daily recap": what needs attention in a company and directly below it. */
export function DailyRecapEmail(props: DigestEmailProps) {
  return <DigestEmail {...props} />;
}
