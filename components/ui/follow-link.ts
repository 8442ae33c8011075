/** Follows a link of the page by its address as a click on it would: with the bar, and the question about unsaved changes. */
export function followLink(href: string): void {
  const links = document.querySelectorAll<HTMLAnchorElement>("a[href]");
  [...links].find((link) => link.getAttribute("href") === href)?.click();
}
