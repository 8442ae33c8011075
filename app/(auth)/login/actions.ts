"use server";

import { redirect } from "next/navigation";
import { after } from "next/server";
import { publicFormAction } from "@/lib/action";
import { pathAfterBegin } from "@/lib/auth/after-sign-in";
import { browserId, keepTrustId, readSignInFlow, readTrustIds, writeSignInFlow } from "@/lib/auth/cookies";
import { beginSession } from "@/lib/auth/next-auth";
import { codeStepSchema, loginStepSchema, passwordStepSchema } from "@/lib/auth/schema";
import { signInWithCode, signInWithPassword } from "@/lib/auth/sign-in";
import { AppError } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";
import { safeNextPath } from "@/lib/url";

/** Step one: remembers the login and asks for its password, whether or not it exists. */
export const submitLogin = publicFormAction(loginStepSchema, async ({ login, next }) => {
  await writeSignInFlow({ login, next: safeNextPath(next), browserId: await browserId() });
  redirect("/login/password");
});

/** Step two: the password. */
export const submitPassword = publicFormAction(passwordStepSchema, async ({ password, timeZone }) => {
  const flow = await readSignInFlow();
  if (!flow) throw new AppError("SIGN_IN_EXPIRED");
  const { login, next, browserId } = flow;
  const request = await requestInfo();
  const { sessionId, needsCode } = await signInWithPassword(
    { login, password, browserId, trustIds: await readTrustIds(), timeZone, request },
    after,
  );
  if (needsCode) {
    await writeSignInFlow({ ...flow, sessionId });
    redirect("/login/code");
  }
  await beginSession(sessionId);
  redirect(await pathAfterBegin(sessionId, next));
});

/** Step three, with two-factor authentication on: the code. */
export const submitCode = publicFormAction(codeStepSchema, async ({ code, trust, timeZone }) => {
  const flow = await readSignInFlow();
  if (!flow?.sessionId) throw new AppError("SIGN_IN_EXPIRED");
  const { next, browserId, sessionId } = flow;
  const request = await requestInfo();
  const { trustId } = await signInWithCode({ sessionId, code, browserId, trust: trust === "on", timeZone, request });
  if (trustId) await keepTrustId(trustId);
  await beginSession(sessionId);
  redirect(await pathAfterBegin(sessionId, next));
});
