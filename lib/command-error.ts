/** Something that stops a command and that the operator can fix; shown without a stack. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
