import { createServer, type Socket } from "node:net";

/** The ways in which a mail server misbehaves. */
export const ODDITIES = [
  "offers only XOAUTH2",
  "closes after EHLO",
  "never answers",
  "greets without end",
  "answers STARTTLS with something else than TLS",
  "sends a line of 8 MB",
  "answers 421 in DATA",
  "sends garbage",
  "closes in DATA",
  "accepts, then never answers QUIT",
  "never answers the email itself",
  "answers HTTP",
] as const;

export type Oddity = (typeof ODDITIES)[number];

const LINE_BYTES = 8 * 1024 * 1024;

/** A mail server that misbehaves in one way. */
export async function startOddMailServer(oddity: Oddity): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    talk(socket, oddity);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function talk(socket: Socket, oddity: Oddity): void {
  if (oddity === "never answers") return;
  if (oddity === "greets without end") {
    const timer = setInterval(() => socket.write("220-still greeting\r\n"), 5);
    socket.on("close", () => clearInterval(timer));
    return;
  }
  if (oddity === "sends garbage")
    return void socket.write(Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 251)));
  if (oddity === "answers HTTP") return void socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
  socket.write("220 odd ESMTP\r\n");
  let inData = false;
  let pending = "";
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (let end = pending.indexOf("\r\n"); end !== -1; end = pending.indexOf("\r\n")) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (inData) {
        if (line !== ".") continue;
        inData = false;
        if (oddity === "never answers the email itself") continue;
        socket.write(oddity === "answers 421 in DATA" ? "421 4.7.0 try later\r\n" : "250 2.0.0 accepted\r\n");
      } else {
        inData = answer(socket, line.split(" ")[0]?.toUpperCase() ?? "", oddity);
      }
    }
  });
}

/** Answers one command. @returns whether the email itself follows */
function answer(socket: Socket, command: string, oddity: Oddity): boolean {
  const say = (line: string) => void socket.write(`${line}\r\n`);
  switch (command) {
    case "EHLO":
      if (oddity === "closes after EHLO") socket.end();
      else if (oddity === "offers only XOAUTH2") say("250-odd\r\n250 AUTH XOAUTH2");
      else if (oddity === "answers STARTTLS with something else than TLS") say("250-odd\r\n250 STARTTLS");
      else if (oddity === "sends a line of 8 MB") say(`250-${"x".repeat(LINE_BYTES)}`);
      else say("250-odd\r\n250 AUTH PLAIN LOGIN");
      return false;
    case "STARTTLS":
      say("220 go ahead");
      socket.write("this is no TLS\r\n".repeat(50));
      return false;
    case "AUTH":
      say("235 2.7.0 welcome");
      return false;
    case "DATA":
      if (oddity === "closes in DATA") socket.destroy();
      else say("354 go on");
      return oddity !== "closes in DATA";
    case "QUIT":
      if (oddity !== "accepts, then never answers QUIT") socket.end("221 bye\r\n");
      return false;
    default:
      say("250 ok");
      return false;
  }
}
