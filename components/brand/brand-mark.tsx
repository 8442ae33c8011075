import { type Brand, isWordmark, type Logo, logoPath } from "@/lib/brand/model";
import { LogoImage } from "./logo-image";

type BrandMarkProps = {
  brand: Pick<Brand, "productName" | "logo" | "darkLogo">;
  compact?: boolean;
};

const NAME = "font-semibold text-lg text-ink tracking-tight";

/** A logo: a wide one alone, any other with the product's name beside it; without a picture, the first letter. */
export function BrandMark({ brand: { productName, logo, darkLogo }, compact = false }: BrandMarkProps) {
  const picture = logo ?? darkLogo;
  if (picture && isWordmark(picture))
    return <Picture logo={logo} darkLogo={darkLogo} alt={productName} compact={compact} />;
  return (
    <span className="inline-flex items-center gap-2">
      {picture ? (
        <Picture logo={logo} darkLogo={darkLogo} alt="" compact={compact} />
      ) : (
        <Monogram productName={productName} />
      )}
      <span className={`${NAME} max-w-64 truncate ${compact ? "max-sm:sr-only" : ""}`} title={productName}>
        {productName}
      </span>
    </span>
  );
}

type PictureProps = { logo: Logo | null; darkLogo: Logo | null; alt: string; compact: boolean };

function Picture({ logo, darkLogo, alt, compact }: PictureProps) {
  const picture = logo ?? darkLogo;
  if (!picture) return null;
  return (
    <picture>
      {logo && darkLogo && <source media="(prefers-color-scheme: dark)" srcSet={logoPath(darkLogo)} />}
      <LogoImage
        src={logoPath(picture)}
        alt={alt}
        size={picture}
        className={`${compact ? "max-w-20" : "max-w-32"} sm:max-w-48 ${darkLogo ? "" : "dark:rounded-control dark:bg-white dark:p-1"}`}
      />
    </picture>
  );
}

/** In place of a picture. */
export function Monogram({ productName }: { productName: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-control bg-accent font-semibold text-accent-contrast uppercase"
    >
      {[...productName][0]}
    </span>
  );
}
