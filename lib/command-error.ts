/** Something that stops a command and that the person can do something about; shown without a stack. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
