const GB = 1024 ** 3;

const LOGIN = "zoe.vandermeer@contoso.example";
const LINK = "AZrAkVMceJ6dVkFVvnDPmA.xkCkqPqKpVdSUbeDfnm4hR4wXkhJ3mQjVV0mcWwOD5E";
const MOMENT = new Date("2026-11-29T06:52:00Z");

/** The recipient of the samples. Names as long as they get show what has to wrap. */
const person = {
  name: "Zoë van der Meer",
  login: LOGIN,
  tenantName: "Contoso Household & Garden",
  contactName: "Northwind Partners",
};
const link = { ...person, linkEndsAt: MOMENT, newEmail: null, newLogin: null, replacesEarlier: false };
const notice = {
  ...person,
  happenedAt: MOMENT,
  address: "203.0.113.24",
  browser: "Firefox",
  system: "Windows",
  by: null,
  link: false,
};
const quota = {
  tenantId: 42,
  tenantName: "Contoso Household & Garden",
  usedBytes: 921.5 * GB,
  quotaBytes: 1000 * GB,
  overageBytes: 100 * GB,
  hard: true,
  measuredAt: MOMENT,
};

const line = (name: string, used: number, quota: number | null, measuredAt: Date | null = MOMENT) => ({
  name,
  usedBytes: used * GB,
  quotaBytes: quota === null ? null : quota * GB,
  overageBytes: null,
  measuredAt,
});
const report = {
  tenantId: 42,
  kind: "partner",
  own: line("Northwind Partners", 4381.25, 10240),
  below: [
    line("Contoso Household & Garden", 2131.25, 2000),
    line("Harbour Veterinary Clinic of the Northern Islands", 921.5, 1000),
    line("Fjord Logistics", 812.75, null),
    line("Donaudampfschifffahrtsgesellschaft", 0, 500, null),
  ],
  total: 266,
} as const;
const customerStorage = { ...line("Contoso Household & Garden", 921.5, 1000), overageBytes: 100 * GB };
const recap = {
  tenantId: 42,
  name: "Northwind Partners",
  own: { ...line("Northwind Partners", 9420, 10240), level: "almost" },
  below: [
    { ...line("Contoso Household & Garden", 2131.25, 2000), level: "exceeded" },
    { ...line("Harbour Veterinary Clinic of the Northern Islands", 921.5, 1000), level: "almost" },
  ],
  nearlyFull: 2,
  failedEmails: 3,
} as const;

/**
 * What the preview of the emails shows: each email of the product, and each that reads differently by its facts, with made-up
 * ones. `path` is where its link leads on this installation.
 */
export const PREVIEW_PROPS = {
  activation: { template: "activation", path: `/activate/${LINK}`, facts: link },
  activationAgain: { template: "activation", path: `/activate/${LINK}`, facts: { ...link, replacesEarlier: true } },
  passwordReset: { template: "password_reset", path: `/reset-password/${LINK}`, facts: { ...link, name: null } },
  passwordChanged: { template: "password_changed", path: "/forgot-password", facts: notice },
  passwordChangedByLink: { template: "password_changed", path: "/forgot-password", facts: { ...notice, link: true } },
  newBrowser: { template: "new_browser", path: "/forgot-password", facts: notice },
  emailChange: {
    template: "email_change",
    path: `/confirm-email/${LINK}`,
    facts: { ...link, newEmail: "zoe@contoso-garden.example", newLogin: "zoe@contoso-garden.example" },
  },
  emailChangeNotice: {
    template: "email_change_notice",
    path: "/account",
    facts: { ...person, newEmail: "zoe@contoso-garden.example", newLogin: null, by: null },
  },
  emailChangeNoticeBy: {
    template: "email_change_notice",
    path: "/account",
    facts: {
      ...person,
      newEmail: "zoe@contoso-garden.example",
      newLogin: "zoe@contoso-garden.example",
      by: "Anna Lindqvist (anna@contoso.example)",
    },
  },
  twoFactorOn: { template: "two_factor_on", path: "/forgot-password", facts: notice },
  twoFactorOff: {
    template: "two_factor_off",
    path: "/forgot-password",
    facts: { ...notice, browser: null, system: null, address: "2001:db8:85a3:8d3:1319:8a2e:370:7348" },
  },
  twoFactorReset: {
    template: "two_factor_reset",
    path: "/account/security",
    facts: { ...notice, address: null, browser: null, system: null, by: "Anna Lindqvist (anna@contoso.example)" },
  },
  recoveryCodesRenewed: { template: "recovery_codes_renewed", path: "/forgot-password", facts: notice },
  quotaAlmostReached: {
    template: "quota_almost_reached",
    path: "/portal/42/settings/quota",
    facts: { ...person, notice: quota },
  },
  quotaReached: {
    template: "quota_reached",
    path: "/portal/42/settings/quota",
    facts: { ...person, notice: { ...quota, usedBytes: 1000 * GB } },
  },
  quotaReachedSoft: {
    template: "quota_reached",
    path: "/portal/42/settings/quota",
    facts: { ...person, notice: { ...quota, usedBytes: 1003 * GB, overageBytes: null, hard: false } },
  },
  quotaExceeded: {
    template: "quota_exceeded",
    path: "/portal/42/settings/quota",
    facts: { ...person, notice: { ...quota, usedBytes: 1131.25 * GB } },
  },
  trialEnding: {
    template: "trial_ending",
    path: "/portal/42/settings/general",
    facts: { ...person, customerId: 42, customerName: "Contoso Household & Garden", endsAt: "2026-11-29T00:00:00Z" },
  },
  accessRecovered: {
    template: "access_recovered",
    path: "/portal/42/users/7",
    facts: {
      ...person,
      recovery: "email",
      tenantId: 42,
      userId: 7,
      userLogin: "zoe@contoso-garden.example",
      newEmail: "zoe@contoso-garden.example",
      happenedAt: MOMENT,
    },
  },
  usageReport: {
    template: "usage_report",
    path: "/portal/42/clients",
    facts: { ...person, report, writtenAt: MOMENT },
  },
  usageReportUnits: {
    template: "usage_report",
    path: "/portal/42/clients",
    facts: {
      ...person,
      report: {
        ...report,
        kind: "customer",
        own: customerStorage,
        below: [line("Warehouse", 612.5, null), line("Office", 309, null)],
        total: 2,
      },
      writtenAt: MOMENT,
    },
  },
  usageReportAlone: {
    template: "usage_report",
    path: "/portal/42/settings/quota",
    facts: {
      ...person,
      report: { ...report, kind: "customer", own: customerStorage, below: [], total: 0 },
      writtenAt: MOMENT,
    },
  },
  dailyRecap: { template: "daily_recap", path: "/portal/42/overview", facts: { ...person, recap, writtenAt: MOMENT } },
  dailyRecapEmails: {
    template: "daily_recap",
    path: "/portal/42/overview",
    facts: {
      ...person,
      recap: { ...recap, own: null, below: [], nearlyFull: 0, failedEmails: 1 },
      writtenAt: MOMENT,
    },
  },
} as const;

export type PreviewName = keyof typeof PREVIEW_PROPS;
