import { Fragment } from "react";

/** An email address or login, which in a narrow place breaks behind its "@" rather than anywhere. */
export function Address({ children }: { children: string }) {
  return children.split("@").map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    <Fragment key={index}>
      {index > 0 && (
        <>
          @<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}
