import type { QrCode } from "@/lib/account/model";

/** A QR code, dark on white in dark mode too: many cameras read it no other way. */
export function QrCodeImage({ code, label }: { code: QrCode; label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
      className="size-52 shrink-0 rounded-control border border-line bg-white text-black"
    >
      <path d={code.path} fill="currentColor" />
    </svg>
  );
}
