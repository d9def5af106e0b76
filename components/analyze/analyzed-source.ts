/** What is to be analyzed. */
export type AnalyzedSource =
  | { readonly kind: 'file'; readonly file: Blob }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sample'; readonly id: SampleId };

/** The mails that come with the extension. */
export const SAMPLES = ['author', 'newsletter', 'spoof'] as const;
export type SampleId = (typeof SAMPLES)[number];
