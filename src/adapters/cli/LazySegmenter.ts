/**
 * `Intl.Segmenter`, made when it is first used. The published command has it in the place of the original, because
 * making one takes as long as starting Node, and only the help needs it.
 */

export class LazySegmenter {
  private readonly options: ConstructorParameters<typeof Intl.Segmenter>
  private made: Intl.Segmenter | undefined

  constructor(...options: ConstructorParameters<typeof Intl.Segmenter>) {
    this.options = options
  }

  segment(text: string): Intl.Segments {
    this.made ??= new globalThis.Intl.Segmenter(...this.options)
    return this.made.segment(text)
  }
}
