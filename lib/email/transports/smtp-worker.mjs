// Runs in piscina's worker threads, outside the bundle: whatever a mail server makes nodemailer throw ends this thread and one
// attempt, never the process.
import { createTransport } from "nodemailer";

/** nodemailer offers XOAUTH2 when a server knows nothing else, and throws because we have no token for it. */
const customAuth = {
  XOAUTH2: () => Promise.reject(new Error("the server offers only XOAUTH2, which Backstay can't use")),
};

/**
 * Sends one email over a connection of its own.
 * @param {{ options: object, message: object }} task what createTransport and sendMail take
 * @returns what went wrong as plain data, because an Error loses its fields on the way between threads; null when accepted
 */
export async function send({ options, message }) {
  try {
    await createTransport({ ...options, customAuth }).sendMail(message);
    return null;
  } catch (error) {
    const { code, responseCode, response, command, message: text } = error;
    return { code, responseCode, response, command, message: text };
  }
}
