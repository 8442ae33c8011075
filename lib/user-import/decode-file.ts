import { AppError } from "@/lib/errors";

/** How workbooks begin: a zip, as Excel and LibreOffice write today, and what Excel wrote until 2003. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/**
 * The text of a file: UTF-8, with or without byte order mark, or UTF-16 with one, which Excel calls "Unicode text".
 * @throws AppError CSV_WORKBOOK, CSV_ENCODING for the field `file`.
 */
export function decodeFile(bytes: Uint8Array): string {
  if (WORKBOOKS.some((signature) => signature.every((byte, position) => bytes[position] === byte)))
    throw new AppError("CSV_WORKBOOK", "file");
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Not what it claims to be: said below.
  }
  throw new AppError("CSV_ENCODING", "file");
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** A refusal of a list that came as a file, at the field where it was chosen. Any other error stays as it is. */
export function atFileField(error: unknown): unknown {
  if (!(error instanceof AppError) || error.field !== "text") return error;
  return new AppError(error.code, "file", error.values);
}
