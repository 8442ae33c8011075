import Markdown, { type Options } from "react-markdown";
import { isTooIntricate } from "@/lib/eula/model";

/** What an agreement may be made of; anything else loses its frame and keeps its words. HTML is left out altogether. */
const ELEMENTS = ["h2", "h3", "h4", "p", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "br", "code", "a"];

/** Links lead out of the portal, to documents on the web or to an address to write to, and nowhere else. */
const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

const COMPONENTS: Options["components"] = {
  // The page has its one h1.
  h1: ({ children }) => <h2>{children}</h2>,
  a: ({ href, children }) =>
    href ? (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
};

/** The Markdown of an agreement as everyone reads it: users who accept it, and those who write it. */
export function AgreementText({ body, language }: { body: string; language: string }) {
  // No text like that can be saved now; one saved earlier is still shown.
  if (isTooIntricate(body)) {
    return (
      <div className="prose-agreement whitespace-pre-wrap" lang={language}>
        {body}
      </div>
    );
  }
  return (
    <div className="prose-agreement" lang={language}>
      <Markdown
        skipHtml
        allowedElements={["h1", ...ELEMENTS]}
        unwrapDisallowed
        urlTransform={(url) => (SAFE_LINK.test(url) ? url : undefined)}
        components={COMPONENTS}
      >
        {body}
      </Markdown>
    </div>
  );
}
