import { doNothing } from "../actions";

export default function LoginPage() {
  return (
    <form action={doNothing}>
      <label>
        Login <input name="login" />
      </label>
      <button type="submit">Next</button>
    </form>
  );
}
