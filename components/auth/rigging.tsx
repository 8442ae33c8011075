/** Hairlines of a standing rig behind the signed-out pages: one mast, its stays, and the deck they are made fast to. */
export function Rigging() {
  return (
    <svg
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMidYMax slice"
      fill="none"
      aria-hidden="true"
      focusable="false"
      className="no-print -z-10 absolute inset-0 size-full stroke-rigging"
    >
      <g strokeWidth="1.25">
        <path d="M470 -120V844" strokeWidth="3" />
        <path d="M470 -120 -60 812M470 90 40 822M470 300 140 830" />
        <path d="M470 -120 1500 812" className="stroke-signal" strokeOpacity="0.55" />
        <path d="M470 90 1180 837M470 300 860 846M400 90h140M416 300h108" />
        <path d="M-60 812c380 46 1180 46 1560 0" strokeWidth="3" />
      </g>
    </svg>
  );
}
