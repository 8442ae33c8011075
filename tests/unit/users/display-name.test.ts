import { displayName, nameWithLogin } from "@/lib/display-name";
import { LANGUAGES } from "@/lib/vocabulary";

const TARO = { firstName: "Taro", lastName: "Yamada", login: "taro@example.com" };

test.each(LANGUAGES.filter((language) => language !== "ja"))("%s begins with the first name", (language) => {
  expect(displayName(TARO, language)).toBe("Taro Yamada");
});

test("Japanese begins with the family name, with the login as well", () => {
  expect(displayName(TARO, "ja")).toBe("Yamada Taro");
  expect(nameWithLogin(TARO, "ja")).toBe("Yamada Taro (taro@example.com)");
});

test("what is not known is left out", () => {
  expect(displayName({ firstName: null, lastName: "Yamada" }, "ja")).toBe("Yamada");
  expect(displayName({ firstName: "Taro", lastName: null }, "en")).toBe("Taro");
  expect(displayName({ firstName: null, lastName: null }, "en")).toBeNull();
  expect(nameWithLogin({ ...TARO, firstName: null, lastName: null }, "en")).toBe("taro@example.com");
});
