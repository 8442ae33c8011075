/** With the file's name: Node has a deprecated module of its own under the package's name. */
declare module "punycode/punycode.js" {
  const punycode: {
    /** Decodes the labels of a domain name that begin with `xn--`, and leaves the others as they are. */
    toUnicode(domain: string): string;
  };
  export default punycode;
}
