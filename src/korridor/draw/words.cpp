// English and German.
#include "korridor/draw/words.hpp"

namespace korridor::draw {

std::string Words::digits(std::string text) const {
  for (char& c : text) c = c == '.' ? decimal : c == ',' ? thousands : c;
  return text;
}

Words const& english_words() {
  static constexpr Words kWords{.use_of_capacity = "Colour: use of capacity",
                                .change_of_flow = "Colour: change of flow, % of capacity",
                                .no_limit = "no limit: as < 50 %",
                                .loses_gains = "brown loses, blue gains",
                                .width = "Width: {}, {}",
                                .width_of_change = "Width: change of {}, {}",
                                .wider = "wider flows are",
                                .drawn_as = "drawn as {} × full width",
                                .signs = "Signs",
                                .strait = "strait",
                                .border = "border crossing",
                                .field = "field",
                                .hub = "hub, port, market",
                                .closed = "closed link",
                                .idle = "no flow or no change",
                                .date = "Date: ",
                                .data = "Data: ",
                                .base_map = "Base map: ",
                                .borders = "Borders: ",
                                .lambert = "Lambert azimuthal equal-area, centre {}",
                                .equal_earth = "Equal Earth, centre {}",
                                .north = "N",
                                .south = "S",
                                .east = "E",
                                .west = "W",
                                .to = "to ",
                                .from = "from ",
                                .both = "to/from ",
                                .decimal = '.',
                                .thousands = ','};
  return kWords;
}

Words const& german_words() {
  static constexpr Words kWords{.use_of_capacity = "Farbe: Auslastung der Kapazität",
                                .change_of_flow = "Farbe: Änderung des Stroms, % der Kapazität",
                                .no_limit = "ohne Grenze: wie < 50 %",
                                .loses_gains = "braun verliert, blau gewinnt",
                                .width = "Breite: {}, {}",
                                .width_of_change = "Breite: Änderung von {}, {}",
                                .wider = "breitere Ströme:",
                                .drawn_as = "gezeichnet mit {} × voller Breite",
                                .signs = "Zeichen",
                                .strait = "Meerenge",
                                .border = "Grenzübergang",
                                .field = "Feld",
                                .hub = "Knoten, Hafen, Markt",
                                .closed = "gesperrt",
                                .idle = "kein Strom, keine Änderung",
                                .date = "Zeit: ",
                                .data = "Daten: ",
                                .base_map = "Grundkarte: ",
                                .borders = "Grenzen: ",
                                .lambert = "flächentreue Azimutalprojektion nach Lambert, Mitte {}",
                                .equal_earth = "Projektion Equal Earth, Mitte {}",
                                .north = "N",
                                .south = "S",
                                .east = "O",
                                .west = "W",
                                .to = "nach ",
                                .from = "von ",
                                .both = "nach/von ",
                                .decimal = ',',
                                .thousands = '.',
                                .german_names = true};
  return kWords;
}

} // namespace korridor::draw
