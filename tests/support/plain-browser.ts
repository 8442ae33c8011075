/**
 * What a browser without JavaScript does, by fetch: keeps cookies, reads a form from a page, and posts it.
 */
export class PlainBrowser {
  readonly #cookies = new Map<string, string>();
  /** Every Set-Cookie it got. */
  readonly setCookies: string[] = [];

  /** @param address shown to the server as the client's, so that limits by address count everyone separately. */
  constructor(
    readonly origin: string,
    readonly address: string,
  ) {}

  /** The headers of this browser's next request. */
  headers(): Record<string, string> {
    return {
      origin: this.origin,
      "x-forwarded-for": this.address,
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    };
  }

  /** @throws Error when the page answers with anything but 200 after redirects. */
  async open(path: string): Promise<string> {
    const response = await this.#fetch(path);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    return response.text();
  }

  /**
   * Posts the form of a page that has a field of this name, with the values given and its hidden fields.
   * @returns where the answer leads, or the path itself when it is a page.
   */
  async post(path: string, values: Record<string, string>): Promise<string> {
    const { headers, body } = multipart(formOf(await this.open(path), Object.keys(values)), values);
    const response = await this.#fetch(path, { method: "POST", headers, body, redirect: "manual" });
    return response.headers.get("location") ?? path;
  }

  /** A page's form as a request that can be sent many times, with values for the n-th. */
  async repeatable(path: string, values: (n: number) => Record<string, string>) {
    const hidden = formOf(await this.open(path), Object.keys(values(0)));
    return (n: number) => {
      const { headers, body } = multipart(hidden, values(n));
      return { method: "POST" as const, path, headers: { ...this.headers(), ...headers }, body };
    };
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(path, this.origin), {
      ...init,
      redirect: "manual",
      headers: { ...this.headers(), ...init.headers },
    });
    for (const cookie of response.headers.getSetCookie()) {
      this.setCookies.push(cookie);
      const [pair = ""] = cookie.split(";");
      const [name = "", ...value] = pair.split("=");
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value.join("="));
    }
    const location = response.headers.get("location");
    return location && !init.method ? this.#fetch(location) : response;
  }
}

/** The hidden fields of the first form that has the given fields. */
function formOf(html: string, fields: string[]): Record<string, string> {
  const forms = html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const form = forms.find((text) => fields.every((field) => text.includes(`name="${field}"`)));
  if (!form) throw new Error(`no form with the fields ${fields.join(", ")}`);
  const hidden: Record<string, string> = {};
  for (const input of form.match(/<input[^>]*type="hidden"[^>]*>/g) ?? []) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) hidden[name] = unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? "");
  }
  return hidden;
}

const unescapeHtml = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

function multipart(hidden: Record<string, string>, values: Record<string, string>) {
  const boundary = "----backstay-bench";
  const parts = Object.entries({ ...hidden, ...values }).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const body = `${parts.join("")}--${boundary}--\r\n`;
  return {
    headers: {
      "content-type": `multipart/form-data; boundary=${boundary}`,
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
  };
}
