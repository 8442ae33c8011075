import { createSocket } from "node:dgram";

const TXT = 16;
const NOERROR = 0;
const SERVFAIL = 2;
const NXDOMAIN = 3;

export type DnsStandIn = {
  /** As DNS_RESOLVER takes it. */
  address: string;
  /** The TXT records, by name. */
  records: Map<string, string[]>;
  /** Every name that was asked for. */
  asked: string[];
  /** How it behaves; `silent` never answers. */
  mood: "answers" | "fails" | "silent";
  close: () => Promise<void>;
};

/** A name server on a free port of this machine that knows TXT records. */
export async function startDns(): Promise<DnsStandIn> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const standIn: DnsStandIn = {
    address: `127.0.0.1:${socket.address().port}`,
    records: new Map(),
    asked: [],
    mood: "answers",
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
  socket.on("message", (query, { port, address }) => {
    const { name, type, end } = questionOf(query);
    standIn.asked.push(name);
    if (standIn.mood === "silent") return;
    const texts = type === TXT ? (standIn.records.get(name) ?? []) : [];
    const code = standIn.mood === "fails" ? SERVFAIL : standIn.records.has(name) ? NOERROR : NXDOMAIN;
    socket.send(answerTo(query.subarray(0, end), code, code === NOERROR ? texts : []), port, address);
  });
  return standIn;
}

/** The name and type asked for, and where the question ends. */
function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(question: Buffer, code: number, texts: readonly string[]): Buffer {
  const header = Buffer.from(question.subarray(0, 12));
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(texts.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, question.subarray(12), ...texts.map(recordOf)]);
}

/** A TXT record for the name of the question, in pieces of at most 255 bytes, kept for no time. */
function recordOf(text: string): Buffer {
  const pieces = (text.match(/[\s\S]{1,255}/g) ?? [""]).map((piece) =>
    Buffer.concat([Buffer.from([Buffer.byteLength(piece)]), Buffer.from(piece)]),
  );
  const data = Buffer.concat(pieces);
  const fixed = Buffer.from([0xc0, 12, 0, TXT, 0, 1, 0, 0, 0, 0, 0, 0]);
  fixed.writeUInt16BE(data.byteLength, 10);
  return Buffer.concat([fixed, data]);
}
