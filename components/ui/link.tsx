"use client";

import NextLink, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";
import { createPortal } from "react-dom";

/** A link within the product. While its page is on the way, a bar grows along the top edge of the window. */
export function Link({ children, ...props }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink {...props}>
      {children}
      <Waiting />
    </NextLink>
  );
}

function Waiting() {
  return <WaitingBar shown={useLinkStatus().pending} />;
}

/** The bar itself, at the end of the page: what the link is in may be hidden by then, as a menu is. */
export function WaitingBar({ shown }: { shown: boolean }) {
  return shown ? createPortal(<div aria-hidden="true" className="waiting-bar" />, document.body) : null;
}
