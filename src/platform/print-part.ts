// Printing one part of the page alone.

/** Opens the browser's print dialog for an element and what is in it; `styles.css` leaves the rest of the page out. */
export function printPart(element: HTMLElement): void {
  const root = document.documentElement
  const end = (): void => {
    root.classList.remove('is-printing-part')
    element.classList.remove('print-part')
  }
  root.classList.add('is-printing-part')
  element.classList.add('print-part')
  window.addEventListener('afterprint', end, { once: true })
  // eslint-disable-next-line no-restricted-globals -- the print dialog itself, no slip
  window.print()
}
