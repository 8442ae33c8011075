import { Fragment } from "react";

/** An email address or login, which in a narrow place breaks behind its "@", or a dot after that, rather than anywhere. */
export function Address({ children }: { children: string }) {
  const at = children.indexOf("@") + 1;
  const parts = at === 0 ? [children] : [children.slice(0, at), ...children.slice(at).split(/(?<=\.)/)];
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
