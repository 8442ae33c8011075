import { readdirSync } from "node:fs";
import { z } from "zod";

/** A schema or a reading function that takes what people send, by its file and name. */
export type Taker = { name: string; schema?: z.ZodType; read?: (value: unknown) => unknown };

/** The files in a folder, at any depth, that a pattern fits. */
export function filesIn(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`);
  return files.filter((file) => pattern.test(file)).sort();
}

/** Everything in lib/**\/schema.ts and lib/fields that takes what people send. */
export async function takersOfInput(): Promise<Taker[]> {
  const files = filesIn("lib", /(\/schema|^lib\/fields\/\w+)\.ts$/);
  const modules: [string, Record<string, unknown>][] = [];
  for (const file of files) modules.push([file, await import(`../../${file}`)]);
  return modules.flatMap(([file, module]) =>
    Object.entries(module).flatMap(([key, value]): Taker[] => {
      const name = `${file}#${key}`;
      if (value instanceof z.ZodType) return [{ name, schema: value }];
      const reads = typeof value === "function" && /^(parse|is|normalize|hostName|loginMistake)/.test(key);
      return reads ? [{ name, read: value as (value: unknown) => unknown }] : [];
    }),
  );
}

type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  in?: z.ZodType;
  out?: z.ZodType;
  left?: z.ZodType;
  right?: z.ZodType;
  options?: z.ZodType[];
  innerType?: z.ZodType;
  element?: z.ZodType;
  format?: string;
  checks?: { _zod: { def: { check: string; maximum?: number; abort?: boolean } } }[];
};

const defOf = (schema: z.ZodType) => schema._zod.def as unknown as Def;

/** The schemas inside one that see what was sent, as it was sent. */
function insideOf(schema: z.ZodType): z.ZodType[] {
  const def = defOf(schema);
  // What z.preprocess() makes begins with a transform: what follows sees what it lets through.
  const piped = def.in && defOf(def.in).type === "transform" ? def.out : def.in;
  const one = [piped, def.left, def.right, def.innerType, def.element].filter((inner) => inner !== undefined);
  return [...one, ...Object.values(def.shape ?? {}), ...(def.options ?? [])];
}

/** The fields that a schema knows. */
export function fieldsOf(schema: z.ZodType): string[] {
  return [...new Set([...Object.keys(defOf(schema).shape ?? {}), ...insideOf(schema).flatMap(fieldsOf)])];
}

/** The ways to texts in a schema that do not begin with a bound that ends all further work. Formats are fixed patterns. */
export function unboundedTexts(schema: z.ZodType, way = ""): string[] {
  const def = defOf(schema);
  if (def.type === "string" && !def.format) {
    const first = def.checks?.[0]?._zod.def;
    return first?.check === "max_length" && first.abort ? [] : [way];
  }
  const named = Object.entries(def.shape ?? {}).flatMap(([field, inner]) => unboundedTexts(inner, `${way}.${field}`));
  const others = insideOf(schema).filter((inner) => !Object.values(def.shape ?? {}).includes(inner));
  return [...new Set([...named, ...others.flatMap((inner) => unboundedTexts(inner, way))])];
}
