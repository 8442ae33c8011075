type LogoImageProps = { src: string; alt: string; size?: { width: number; height: number }; className?: string };

/** A picture of a brand at the height of a line of the header. */
export function LogoImage({ src, alt, size, className = "" }: LogoImageProps) {
  return (
    // biome-ignore lint/performance/noImgElement: next/image sets a style in the markup, which the policy refuses
    <img
      src={src}
      alt={alt}
      width={size?.width}
      height={size?.height}
      className={`h-8 w-auto object-contain ${className}`}
    />
  );
}
