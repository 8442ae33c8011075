import fc from "fast-check";
import { addressKey, clientAddress, normalizeAddress, UNKNOWN_ADDRESS } from "@/lib/http/client-address";

const from = (forwarded?: string, peer?: string) =>
  new Headers({
    ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
    ...(peer === undefined ? {} : { "x-backstay-peer": peer }),
  });

test.each([
  ["no proxy: the socket", 0, "203.0.113.7", "10.0.0.1", "10.0.0.1"],
  ["one proxy: the last entry", 1, "1.2.3.4, 203.0.113.7", "10.0.0.1", "203.0.113.7"],
  ["two proxies: the last but one", 2, "1.2.3.4, 203.0.113.7, 10.0.0.2", "10.0.0.1", "203.0.113.7"],
  ["fewer entries than proxies: the first", 3, "203.0.113.7", "10.0.0.1", "203.0.113.7"],
  ["no header: the socket", 1, undefined, "10.0.0.1", "10.0.0.1"],
  ["nonsense where the client should be: the proxy", 1, "1.2.3.4, <script>", "10.0.0.1", "10.0.0.1"],
  ["a port is cut off", 1, "203.0.113.7:4711", "10.0.0.1", "203.0.113.7"],
  ["IPv6 with a port", 1, "[2001:db8::1]:443", "10.0.0.1", "2001:db8::1"],
  ["a mapped socket address", 0, undefined, "::ffff:192.0.2.1", "192.0.2.1"],
  ["nothing known", 0, "1.2.3.4", undefined, UNKNOWN_ADDRESS],
])("%s", (_name, proxies, forwarded, peer, expected) => {
  expect(clientAddress(from(forwarded, peer), undefined, proxies)).toBe(expected);
});

test("nothing that a client writes itself changes what is found", () => {
  const text = fc.string().filter((value) => !value.includes("\n"));
  fc.assert(
    fc.property(fc.array(text), fc.integer({ min: 1, max: 3 }), (claims, proxies) => {
      const trusted = ["203.0.113.7", "10.0.0.2", "10.0.0.3"].slice(0, proxies);
      const headers = {
        get: (name: string) => (name === "x-forwarded-for" ? [...claims, ...trusted].join(",") : null),
      };
      expect(clientAddress(headers, "10.0.0.1", proxies)).toBe("203.0.113.7");
    }),
  );
});

test("what counts for limits: IPv4 alone, IPv6 by its /64", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressKey("not an address")).toBe(UNKNOWN_ADDRESS);
});

test("all spellings of an address are one, and all of a /64 count together", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const normal = normalizeAddress(address);
      expect(normal).not.toBeNull();
      expect(normalizeAddress(`[${address.toUpperCase()}]:80`)).toBe(normal);
      expect(normalizeAddress(String(normal))).toBe(normal);
    }),
  );
  const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
  fc.assert(
    fc.property(fc.array(group, { minLength: 12, maxLength: 12 }), (groups) => {
      const network = ["2001", ...groups.slice(0, 3)].join(":");
      const [one, two] = [groups.slice(4, 8).join(":"), groups.slice(8, 12).join(":")];
      expect(addressKey(`${network}:${one}`)).toBe(addressKey(`${network}:${two}`));
    }),
  );
});

test("arbitrary text is an address or null, and never throws", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV4()), (text) => void normalizeAddress(text)));
  expect(normalizeAddress("1.2.3")).toBeNull();
  expect(normalizeAddress("1.2.3.4, 5.6.7.8")).toBeNull();
});
