/** A QR code as one SVG path in a square of `size` units, the quiet zone included. */
export type QrCode = { size: number; path: string };

/** A session as its owner sees it. Browser and system are proper names, or null when they are not known. */
export type OwnSession = {
  id: string;
  current: boolean;
  browser: string | null;
  system: string | null;
  address: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};
