// Every colour, width and break of the pictures, as src/korridor/draw/style.hpp has them: style.paper is kPaper there.
import source from '../../../assets/style.json'

/** One class of a colour scale: values from `from` on, up to the next class. */
export interface ColourClass {
  from: number
  colour: string
  /** A darker line, so that pale fills keep 3:1 on land. */
  outline: string
  label: string
}

export const style = {
  ...source.type,
  ...source.paper,
  ...source.scales,
  ...source.ribbons,
  ...source.marks,
}

// The types of the two scales are checked here, once.
export const utilisationScale: readonly ColourClass[] = style.utilisation
export const changeScale: readonly ColourClass[] = style.change
