import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Attributes that people read or hear. Texts of our own components are named as these or end like them. */
const READ =
  /^(aria-(label|description|roledescription|placeholder|valuetext)|title|placeholder|alt|label|hint|text|lead|description|caption|header|summary|children)$|(Label|Text|Title|Hint)$/;

/** What is no word of a language: brands, and signs with a meaning of their own. */
const NO_WORD = /^[^\p{L}]*$/u;

const files = ["app", "components", "emails"].flatMap((folder) =>
  readdirSync(join(process.cwd(), folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => join(folder, name)),
);

/** Every literal text of a file's JSX that people would read, with its line. */
function literals(path: string, source: string): string[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    if (NO_WORD.test(text)) return;
    found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`);
  };
  /** Texts that an expression may come to, as `a ? "x" : "y"` or a template. */
  const said = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) note(node, node.text);
    else if (ts.isTemplateExpression(node)) {
      note(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(" "));
    } else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(said);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.EqualsEqualsEqualsToken) {
      [node.left, node.right].forEach(said);
    } else if (ts.isParenthesizedExpression(node)) said(node.expression);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text.replace(/&\w+;/g, ""));
    else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) said(node.expression);
    else if (ts.isJsxAttribute(node) && READ.test(node.name.getText()) && node.initializer) {
      const { initializer } = node;
      said(ts.isJsxExpression(initializer) && initializer.expression ? initializer.expression : initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test("literal texts are found", () => {
  const source = `const A = () => <p title="One" className="no" aria-label={x ? "Two" : y}>Three {"Four"} {\`Five \${z}\`} · &nbsp; {x && "Six"}</p>;`;
  expect(literals("a.tsx", source).map((line) => line.split(" ")[1])).toEqual([
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
  ]);
});

test("no component has words of its own: all are in lib/i18n/messages", () => {
  expect(files.length).toBeGreaterThan(150);
  expect(files.flatMap((path) => literals(path, readFileSync(join(process.cwd(), path), "utf8")))).toEqual([]);
});
