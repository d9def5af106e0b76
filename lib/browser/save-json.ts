/** Milliseconds after which the browser has surely begun to read what is saved. */
const KEEP = 10_000;

/** Hands a text over as a file of that name, where the reader's browser puts such. */
export function saveJson(name: string, json: string): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP);
}
